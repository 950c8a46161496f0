/**
 * Memory in MiB that instances were seen to register on ECS machine images for Linux. Kernel and image updates move
 * a figure by one or a few.
 * Sources: published by users of the type between 2017 and 2023; c4 and r4 by AWS in its examples.
 */
export const OBSERVED_MEMORY_MIB: Readonly<Record<string, number>> = {
  't2.micro': 993,
  't2.small': 1978,
  't2.medium': 3952,
  't2.large': 7984,
  't2.xlarge': 16_048,
  't2.2xlarge': 32_176,
  't3.medium': 3943,
  'm4.large': 7984,
  'm4.4xlarge': 64_417,
  'm4.10xlarge': 161_185,
  'm4.16xlarge': 257_953,
  'm5.large': 7764,
  'c4.large': 3765,
  'c4.xlarge': 7480,
  'c4.2xlarge': 15_040,
  'c4.4xlarge': 30_145,
  'c4.8xlarge': 60_385,
  'r4.large': 15_292,
  'r4.16xlarge': 491_809,
};

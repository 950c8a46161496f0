import { App, Duration, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import { Ec2Cluster, onDemand, ScheduledTask, TaskDefinition } from 'cdk-stowage';

// A job that needs a GPU, every night. The capacity is empty otherwise, and is not scaled in while a job runs.
export const app = new App();
const stack = new Stack(app, 'GpuBatch');

const cluster = new Ec2Cluster(stack, 'Cluster', {
  vpc: new ec2.Vpc(stack, 'Vpc', { maxAzs: 2 }),
  capacity: { gpu: onDemand({ instanceTypes: ['g5.xlarge'], min: 0, max: 4, scaleInProtection: true }) },
});

new ScheduledTask(stack, 'Training', {
  cluster,
  capacity: { gpu: { weight: 1 } },
  schedule: scheduler.ScheduleExpression.cron({ hour: '1', minute: '0' }),
  taskDefinition: new TaskDefinition(stack, 'TrainingTask', {
    networkMode: 'bridge',
    architecture: 'x86_64',
    containers: {
      train: {
        image: ecs.ContainerImage.fromRegistry('public.ecr.aws/docker/library/python:3.13-slim'),
        command: ['python', '-c', 'print("train here")'],
        cpuUnits: 3072,
        memoryMiB: 12288,
        gpus: 1,
        stopTimeout: Duration.minutes(2),
      },
    },
  }),
});

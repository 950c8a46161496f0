/** Identifies a stack among those that were read: its path in the cloud assembly, or the name of its file. */
export type StackId = string;

/**
 * What AWS does not document about managed scaling, or documents in two ways, with the value that is assumed unless
 * told otherwise. Durations are in seconds.
 */
export interface ScalingAssumptions {
  /**
   * The size an empty group scales out to: always two instances, or two (one, when nothing waits) over the target.
   * The two differ only for targets below 100.
   * @default 'two', as the developer guide says
   */
  readonly fromZero: 'two' | 'proportional';
  /**
   * Whether the group of waiting tasks that needs most instances decides, or all groups' needs are added up.
   * @default 'largest'
   */
  readonly demandGroups: 'largest' | 'sum';
  /** How often the metric has a new datapoint. @default 60 */
  readonly datapointSeconds: number;
  /** Datapoints above the target before a scale-out. @default 1 */
  readonly scaleOutDatapoints: number;
  /** Datapoints below the target in a row before a scale-in. @default 15 */
  readonly scaleInDatapoints: number;
  /** The least time between a scale-out and the next scale-in. @default 900 */
  readonly scaleInAfterScaleOutSeconds: number;
}

/** The assumptions that hold unless others are given. */
export const DEFAULT_SCALING_ASSUMPTIONS: ScalingAssumptions = {
  fromZero: 'two',
  demandGroups: 'largest',
  datapointSeconds: 60,
  scaleOutDatapoints: 1,
  scaleInDatapoints: 15,
  scaleInAfterScaleOutSeconds: 900,
};

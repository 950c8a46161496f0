import { Duration } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { Service } from '../../lib/service';
import { appListener, everything, shop, webTask } from './shop';

/** The annotations on a service whose tasks, which stop within 30 seconds, leave the load balancer after a delay. */
function annotationsOf(seconds: number, capacity: { steady?: object; burst?: object }) {
  const { stack, cluster } = shop();
  new Service(stack, 'Service', {
    cluster,
    taskDefinition: webTask(stack),
    capacity,
    loadBalancing: [
      {
        container: 'app',
        port: 'http',
        listener: appListener(stack, cluster.vpc),
        ...everything,
        deregistrationDelay: Duration.seconds(seconds),
      },
    ],
  });
  return Annotations.fromStack(stack);
}

const notice = Match.stringLikeRegexp('EC2 takes instances of burst back after 120 s');

test('warns where tasks on spot stop more slowly than EC2 gives notice', () => {
  annotationsOf(91, { steady: {}, burst: {} }).hasWarning('/Test/Service', notice);
});

test('does not warn within the notice, or where there is no spot', () => {
  annotationsOf(90, { burst: {} }).hasNoWarning('/Test/Service', notice);
  annotationsOf(300, { steady: {} }).hasNoWarning('/Test/Service', notice);
  annotationsOf(300, { steady: {}, burst: { weight: 0 } }).hasNoWarning('/Test/Service', notice);
});

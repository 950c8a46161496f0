import {
  type CapacityInTemplate,
  isUnknown,
  knownStructAt,
  type LaunchSettings,
  type Model,
  stringAt,
  Unknown,
} from '../../template';
import type { Outcome } from '../outcome';
import { rule } from '../rule';

type Facts = { capacity: string; tokens: string };

/** The instance metadata service answers nobody without a token. */
export const securityImdsV1 = rule<Facts>({
  id: 'security-imds-v1',
  severity: 'warning',
  title: 'Instances answer for their metadata only with a token (IMDSv2)',
  why: 'IMDSv1 gives the credentials of the instance to whoever can make it send one request, such as a web application that fetches addresses it is given. IMDSv2 asks for a token first, and can be kept from containers by the hop limit.',
  remedy: 'Set MetadataOptions.HttpTokens to required in the launch template.',
  link: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html',

  check: (model) => capacitiesByLaunch(model).map(outcomeOf),

  message: ({ capacity, tokens }) =>
    `the instances of ${capacity} answer for their metadata without a token (HttpTokens ${tokens})`,

  fix: () => 'set MetadataOptions: { HttpTokens: required, HttpPutResponseHopLimit: 1 } in the launch template',
});

/** One capacity for each launch template; several may share it. */
function capacitiesByLaunch(model: Model): readonly CapacityInTemplate[] {
  const all = model.clusters.flatMap((cluster) => model.capacitiesOf(cluster));
  return [...new Map(all.map((capacity) => [keyOf(capacity), capacity])).values()];
}

const keyOf = ({ source: { group } }: CapacityInTemplate) => group.launch?.resource ?? group.resource;

function outcomeOf({ source: { group }, image, name }: CapacityInTemplate): Outcome<Facts> {
  const { launch } = group;
  const resource = launch?.resource ?? group.resource;
  const unknown = (why: Unknown): Outcome<Facts> => ({ state: 'unknown', resource, unknowns: [why] });
  if (!launch) return unknown(assumption('the launch template is not in the templates'));
  const path = pathOf(launch);
  const { tokens } = launch.metadata;
  if (isUnknown(tokens)) return { state: 'unknown', resource, path, unknowns: [tokens] };
  const options = knownStructAt(launch.data, 'MetadataOptions');
  const off = options && stringAt(options, 'HttpEndpoint') === 'disabled';
  if (tokens === 'required' || off) return { state: 'holds', resource, path };
  if (tokens === undefined && image.family === 'al2023') return { state: 'holds', resource, path };
  if (tokens === undefined && image.family === 'bottlerocket') {
    return unknown(assumption('HttpTokens is not given, and the machine image may ask for a token by itself'));
  }
  return { state: 'fails', resource, path, facts: { capacity: name, tokens: tokens ?? 'is not given' } };
}

const assumption = (name: string) => new Unknown({ code: 'assumption', name }, '');

const pathOf = ({ resource }: LaunchSettings): readonly string[] =>
  resource.type === 'AWS::EC2::LaunchTemplate' ? ['LaunchTemplateData', 'MetadataOptions'] : ['MetadataOptions'];

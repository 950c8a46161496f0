import type { Rule } from '../rules';
import { type Page, paragraph, styled } from './style';
import { columns } from './table';

const SEVERITIES: Readonly<Record<Rule['severity'], string>> = {
  error: 'error: the deployment, or a service it creates, will fail',
  warning: 'warning: it works and will hurt',
  info: 'info: worth knowing',
};

/** A rule's page on a terminal. */
export function rulePage({ id, severity, title, why, remedy, link }: Rule, page: Page): string {
  const section = (name: string, text: string) => [styled(page, 'bold', name), ...paragraph(page, text, '  '), ''];
  return [
    ...paragraph(page, `${id}: ${title}`, ''),
    '',
    ...section('Severity', SEVERITIES[severity]),
    ...section('Why', why),
    ...section('What to do', remedy),
    ...section('AWS says', link),
    ...section(
      'To accept it',
      `in a CDK app: Validations.of(construct).acknowledge({ id: 'stowage::${id}', reason: '…' }); in a template: Metadata: { stowage: { acknowledge: { ${id}: '…' } } } on the resource; or in stowage.yaml`,
    ),
  ].join('\n');
}

/** All rules, one a line. */
export const rulesText = (rules: readonly Rule[]): string =>
  `${columns(rules.map(({ id, severity, title }) => [id, severity, title])).join('\n')}\n`;

/** The page of all rules, for `docs/rules.md`. */
export function rulesMarkdown(rules: readonly Rule[]): string {
  const families = [...new Set(rules.map(familyOf))];
  const table = (family: string) => [
    `## ${family}`,
    '',
    '| rule | severity | what must be so |',
    '|---|---|---|',
    ...rules
      .filter((rule) => familyOf(rule) === family)
      .map(({ id, severity, title }) => `| [\`${id}\`](#${id}) | ${severity} | ${cell(title)} |`),
    '',
    ...rules
      .filter((rule) => familyOf(rule) === family)
      .flatMap(({ id, title, why, remedy, link }) => [
        `### ${id}`,
        '',
        `**${title}.** ${why}`,
        '',
        `${remedy} ([AWS](${link}))`,
        '',
      ]),
  ];
  return [
    '# Rules',
    '',
    '<!-- Made by `npm run docs` from lib/rules/catalog.ts. -->',
    '',
    `The ${rules.length} rules of \`stowage check\` and \`StowageChecks\`; [how to use them](check.md).`,
    'An **error** is certain: the deployment, or a service it creates, will fail. A **warning** works and will hurt.',
    'What a rule cannot decide before deployment is shown as unknown, with what would have to be known.',
    '',
    ...families.flatMap(table),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n');
}

const familyOf = ({ id }: Rule): string => id.split('-')[0]!;

const cell = (text: string): string => text.replace(/\|/g, '\\|');

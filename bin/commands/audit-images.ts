import { type AwsFlags, clientsFrom, declareAws } from '../options/aws-options';
import { type Format, formatOption } from '../options/format-option';
import { jsonText } from '../terminal/json-text';
import type { Verb } from './command';

interface Flags extends AwsFlags {
  readonly format: Format;
  readonly strict?: boolean;
}

/** `stowage audit-images`: which images in use a lifecycle policy takes away. */
export const auditImages: Verb = {
  name: 'audit-images',
  summary: 'show which images in use a lifecycle policy takes away, and which are gone; reads only',

  declare(command) {
    command
      .argument('[REPOSITORY...]', 'names of repositories (default: all of the account in the region)')
      .addOption(formatOption())
      .option('--strict', 'end with 1 also for images that expire later');
    declareAws(command);
  },

  async run(command, { out, page }) {
    const { format, strict, ...aws } = command.opts<Flags>();
    const operations = require('../../lib/operations') as typeof import('../../lib/operations');
    const { imageAuditJson, imageAuditText } =
      require('../../lib/report/operations') as typeof import('../../lib/report/operations');
    const audit = await operations.auditImages(clientsFrom(aws), { repositories: command.args });
    out(format === 'json' ? jsonText(imageAuditJson(audit)) : imageAuditText(audit, page));
    const codes = audit.images.map(({ fate }) => fate.code);
    const bad = (code: (typeof codes)[number]) => code === 'gone' || code === 'archived' || code === 'expires-now';
    return codes.some((code) => bad(code) || (strict && code !== 'kept')) ? 1 : 0;
  },
};

import type { Verb } from './command';

/** `stowage explain`: a rule's page, or the list of rules. */
export const explain: Verb = {
  name: 'explain',
  summary: 'print what a rule wants, why, and what to do; without RULE, list all rules',

  declare(command) {
    command.argument('[RULE]', 'id of a rule, such as container-memory');
  },

  run({ args: [id] }, { out, page }) {
    const { CATALOG } = require('../../lib/rules') as typeof import('../../lib/rules');
    const { rulePage, rulesText } = require('../../lib/report') as typeof import('../../lib/report');
    const { ruleNamed } = require('../settings/rules') as typeof import('../settings/rules');
    out(id === undefined ? rulesText(CATALOG) : rulePage(ruleNamed(id, CATALOG), page));
    return 0;
  },
};

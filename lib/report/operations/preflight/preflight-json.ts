import type { PreflightReport } from '../../../operations';
import { said } from './preflight-text';

/** What `stowage preflight --format json` prints; `schema/preflight-v1.json` describes it. Compare `state` and `code`, never texts. */
export const preflightJson = (report: PreflightReport) => ({
  version: 1 as const,
  regions: report.regions,
  checks: report.checks,
  results: report.results.map((result) => ({ ...result, text: said(result.outcome).join('; ') })),
});

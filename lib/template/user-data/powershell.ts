import type { Setting } from './written-settings';

/** The settings that a PowerShell script of a Windows instance makes. */
export function powershellSettings(text: string): Setting[] {
  const environment = [...text.matchAll(/SetEnvironmentVariable\(\s*["'](ECS_\w+)["']\s*,\s*["']?([^"',)]*)["']?/gi)];
  const cluster = /Initialize-ECSAgent\b[^\n]*?-Cluster\s+["']?([^"'\s]+)/i.exec(text);
  return [
    ...environment.map((match): Setting => [match[1]!, match[2]!]),
    ...(cluster ? [['ECS_CLUSTER', cluster[1]!] as const] : []),
  ];
}

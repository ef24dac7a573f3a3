/** What a preflight comes to: pure. */
import type { Check, CheckName, PreflightReport } from '../ringdown.js';

export const CHECKS: readonly CheckName[] = [
  'browser', 'microphone', 'speaker', 'websocket', 'ice-udp', 'ice-tcp', 'turn-udp', 'turn-tls', 'media-echo'];

const WAYS: readonly CheckName[] = ['ice-udp', 'ice-tcp', 'turn-udp', 'turn-tls'];

/** Without one of these there is no call. */
const NEEDED: readonly CheckName[] = ['browser', 'microphone', 'websocket', 'media-echo'];

const HEADLINES: Readonly<Record<PreflightReport['verdict'], string>> = {
  ready: 'Calls work here.',
  degraded: 'Calls work here, but not as well as they could.',
  blocked: 'Calls do not work here.',
};

/** A second way that is closed is no trouble while the first is open. */
export function verdict(checks: readonly Check[]): PreflightReport['verdict'] {
  const is = (name: CheckName, ...statuses: Check['status'][]) => checks.some((check) => check.name === name && statuses.includes(check.status));
  const noWay = WAYS.some((way) => is(way, 'failed')) && ![...WAYS, 'media-echo' as const].some((way) => is(way, 'ok', 'warn'));
  if (noWay || NEEDED.some((name) => is(name, 'failed'))) return 'blocked';
  const warned = checks.some(({ status }) => status === 'warn');
  return warned || is('ice-udp', 'failed') ? 'degraded' : 'ready';
}

/** Whether only a relay gets through; unknown where nothing was tried. */
export function turnRequired(checks: readonly Check[]): boolean | undefined {
  const statuses = (names: readonly CheckName[]) => checks.filter(({ name }) => names.includes(name)).map(({ status }) => status);
  const direct = statuses(['ice-udp', 'ice-tcp']);
  if (direct.includes('ok')) return false;
  return direct.includes('failed') && statuses(['turn-udp', 'turn-tls']).includes('ok') ? true : undefined;
}

/** For people: how it is, then what is wrong and what to do about it. */
export function sentences(report: Pick<PreflightReport, 'verdict' | 'checks' | 'turnRequired'>): string[] {
  const troubles = report.checks.filter(({ status }) => status === 'failed' || status === 'warn');
  return [
    HEADLINES[report.verdict],
    ...(report.turnRequired === true ? ['This network lets calls out through a relay only.'] : []),
    ...troubles.map(({ message = '', hint = '' }) => `${message} ${hint}`.trim()),
  ];
}

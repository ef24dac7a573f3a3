/** Nothing of what pages were promised is missing. The compiler says it: this file does not pass it otherwise. */
import { expect, it } from 'vitest';
import type * as face from '../sdk/ringdown.js';
import type * as promised from './promised.js';

/** Members that are promised and not there. */
type Lacks<P, F> = Exclude<keyof P, keyof F>;
type IsNever<T> = [T] extends [never] ? true : false;

const kept: Record<string, true> = {
  phone: true satisfies IsNever<Lacks<promised.Phone, face.Phone>>,
  call: true satisfies IsNever<Lacks<promised.Call, face.Call>>,
  audio: true satisfies IsNever<Lacks<promised.AudioManager, face.AudioManager>>,
  statics: true satisfies IsNever<Lacks<typeof promised.Phone, typeof face.Phone>>,
  options: true satisfies IsNever<Lacks<promised.PhoneOptions, face.PhoneOptions>>,
  dialling: true satisfies IsNever<Lacks<promised.DialOptions, face.DialOptions>>,
  phoneEvents: true satisfies IsNever<Lacks<promised.PhoneEvents, face.PhoneEvents>>,
  callEvents: true satisfies IsNever<Lacks<promised.CallEvents, face.CallEvents>>,
  stats: true satisfies IsNever<Lacks<promised.CallStats, face.CallStats>>,
  end: true satisfies IsNever<Lacks<promised.CallEnd, face.CallEnd>>,
  error: true satisfies IsNever<Lacks<promised.RingdownError, face.RingdownError>>,
  party: true satisfies IsNever<Lacks<promised.Party, face.Party>>,
  warning: true satisfies IsNever<Lacks<promised.Warning, face.Warning>>,
  check: true satisfies IsNever<Lacks<promised.Check, face.Check>>,
  report: true satisfies IsNever<Lacks<promised.PreflightReport, face.PreflightReport>>,
  reasons: true satisfies IsNever<Exclude<promised.EndReason, face.EndReason>>,
  codes: true satisfies IsNever<Exclude<promised.ErrorCode, face.ErrorCode>>,
  states: true satisfies IsNever<Exclude<promised.CallState | promised.Phone['state'], face.CallState | face.PhoneState>>,
  warnings: true satisfies IsNever<Exclude<promised.WarningName, face.WarningName>>,
};

it('keeps what was promised', () => {
  expect(Object.values(kept).every(Boolean)).toBe(true);
});

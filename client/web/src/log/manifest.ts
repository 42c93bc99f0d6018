// The manifest: everything that is fixed before the opening. A Manifest is made
// from the exact bytes in leaf 0 only, keeps every rule of section 8 of
// crypto/PROTOCOL.md, and satisfies ResultRules as it is.
import { require, refuse } from '../refused';
import type { CountingRules, Denominator, Level, Name, ResultRules } from '../result/rules';
import { requireRules } from './manifest_rules';
import { MANIFEST } from './shapes';
import { requireDay, requireName, requireOrigin, requireText } from './text';
import { type Message, parse } from './wire';

export type Role = 'chair' | 'scrutineer' | 'trustee' | 'issuer' | 'witness';

export interface Official {
  /** Place in the manifest, from 1. */
  readonly number: number;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly signingKey: Uint8Array;
  /** Transport keys and the witness key are empty for officials without the role. */
  readonly trusteeTransportKey: Uint8Array;
  readonly issuerTransportKey: Uint8Array;
  readonly witnessKey: Uint8Array;
}

export interface Manifest extends ResultRules {
  readonly bytes: Uint8Array;
  readonly pack: number;
  readonly rosterHash: Uint8Array;
  readonly rosterSize: number;
  readonly meetingQuorum: number;
  readonly officials: readonly Official[];
  readonly trusteeThreshold: number;
  readonly issuerThreshold: number;
  readonly witnessQuorum: number;
  readonly logKey: Uint8Array;
  /** Empty where it follows from session_id. */
  readonly origin: string;
  readonly mixBatch: number;
  readonly minVoters: number;
  readonly minBallots: number;
  readonly sendWindowSeconds: number;
  readonly lateCheckIn: boolean;
  /** session_id of the vote that this one repeats, or empty. */
  readonly repeats: Uint8Array;
}

/** Officials with `role`, in order: member k of a committee is the k-th of them. */
export function officialsWith(manifest: Manifest, role: Role): Official[] {
  return manifest.officials.filter((official) => official.roles.includes(role));
}

const MAX_MANIFEST_BYTES = 65_531;
const ROLES: readonly Role[] = ['chair', 'scrutineer', 'trustee', 'issuer', 'witness'];
const KINDS = ['vote', 'rehearsal'] as const;
const DENOMINATORS: readonly Denominator[] = ['entitled', 'present', 'returned', 'graded'];
const MAX_CONTESTS = 200;
const MAX_LEVELS = 10;
const MAX_GRADES = 10;
const MAX_OFFICIALS = 200;

/** Reads and checks a manifest; Refused says which rule it breaks. */
export function parseManifest(bytes: Uint8Array): Manifest {
  require(bytes.length <=
    MAX_MANIFEST_BYTES, `the manifest has more than ${MAX_MANIFEST_BYTES} bytes`);
  const manifest = manifestOf(parse(MANIFEST, bytes, 'manifest'), bytes);
  requireRules(manifest);
  return manifest;
}

function manifestOf(m: Message, bytes: Uint8Array): Manifest {
  require(m.number('version') === 1, `version is ${m.number('version')}, must be 1`);
  sized(m, 'nonce', 32);
  require(m.number('rounds') === 1, `rounds is ${m.number('rounds')}, must be 1`);
  return {
    bytes,
    ...showing(m),
    pack: between(m, 'pack', 1, 4),
    rosterHash: sized(m, 'roster_sha256', 32),
    rosterSize: between(m, 'roster_size', 1, 10_000_000),
    meetingQuorum: between(m, 'meeting_quorum', 0, m.number('roster_size')),
    officials: counted(m, 'officials', 1, MAX_OFFICIALS).map((o, i) => officialOf(o, i + 1)),
    trusteeThreshold: m.number('trustee_threshold'),
    issuerThreshold: m.number('issuer_threshold'),
    witnessQuorum: m.number('witness_quorum'),
    logKey: sized(m, 'log_key', 32),
    origin: originOf(m),
    mixBatch: between(m, 'mix_batch', 1, 1000),
    minVoters: between(m, 'min_voters', 2, 0xffffffff),
    minBallots: between(m, 'min_ballots', 2, 0xffffffff),
    sendWindowSeconds: between(m, 'send_window_seconds', 0, 600),
    lateCheckIn: m.flag('late_check_in'),
    repeats:
      m.bytes('repeats_session_id').length === 0
        ? new Uint8Array()
        : sized(m, 'repeats_session_id', 32),
  };
}

function showing(m: Message): ResultRules {
  const levels = counted(m, 'levels', 2, MAX_LEVELS).map(levelOf);
  const day = m.text('meeting_date');
  requireDay(day, 'meeting_date');
  requireText(m.text('place'), 'place');
  return {
    kind: chosen(KINDS, m.number('kind'), 'kind'),
    title: nameOf(m, 'title', 'title_zh', 'title_en'),
    evaluatedYear: between(m, 'evaluated_year', 1, 9999),
    meetingDate: day,
    place: m.text('place'),
    contests: counted(m, 'contests', 1, MAX_CONTESTS).map((c, i) => nameOf(c, `contest ${i}`)),
    levels,
    blankAllowed: m.flag('blank_allowed'),
    counting: countingOf(m.message('counting'), levels.length),
  };
}

function originOf(m: Message): string {
  requireOrigin(m.text('origin'));
  return m.text('origin');
}

function levelOf(m: Message, index: number): Level {
  return { name: nameOf(m, `level ${index}`), weight: between(m, 'weight', 0, 1000) };
}

function countingOf(m: Message | undefined, levels: number): CountingRules {
  if (m === undefined) {
    return refuse('there are no counting rules');
  }
  return {
    denominator: chosen(DENOMINATORS, m.number('denominator'), 'denominator'),
    grades: counted(m, 'grades', 0, MAX_GRADES).map((grade, i) => ({
      name: nameOf(grade, `grade ${i}`),
      levels: between(grade, 'levels', 1, levels),
      basisPoints: between(grade, 'basis_points', 0, 10_000),
      strictlyMore: grade.flag('strictly_more'),
    })),
    score: m.flag('score'),
    ranking: m.flag('ranking'),
  };
}

function officialOf(m: Message, number: number): Official {
  requireName(m.text('name'), `official ${number}'s name`);
  return {
    number,
    name: m.text('name'),
    roles: m.numbers('roles').map((role) => chosen(ROLES, role, `a role of official ${number}`)),
    signingKey: sized(m, 'signing_key', 32),
    trusteeTransportKey: m.bytes('trustee_transport_key'),
    issuerTransportKey: m.bytes('issuer_transport_key'),
    witnessKey: m.bytes('witness_key'),
  };
}

function nameOf(m: Message, what: string, zh = 'name_zh', en = 'name_en'): Name {
  requireName(m.text(zh), `${what} in Chinese`);
  requireText(m.text(en), `${what} in English`);
  return { zh: m.text(zh), en: m.text(en) };
}

function chosen<T>(values: readonly T[], number: number, name: string): T {
  return values[number - 1] ?? refuse(`${name} is ${number}, which is none`);
}

function between(m: Message, name: string, low: number, high: number): number {
  const value = m.number(name);
  require(value >= low && value <= high, `${name} is ${value}, must be ${low} to ${high}`);
  return value;
}

function sized(m: Message, name: string, size: number): Uint8Array {
  const value = m.bytes(name);
  require(value.length === size, `${name} has ${value.length} bytes, must have ${size}`);
  return value;
}

function counted(m: Message, name: string, low: number, high: number): Message[] {
  const all = m.messages(name);
  require(all.length >= low &&
    all.length <= high, `${name}: there are ${all.length}, must be ${low} to ${high}`);
  return all;
}

// The fields of manifest.proto and log.proto, as the log's reader needs them.
import type { Member, Scalar, Shape } from './wire';

type Row = readonly [number, string, Scalar | Shape, 'repeated'?];

function shape(...rows: readonly Row[]): Shape {
  return new Map(
    rows.map(([number, name, type, repeated]): [number, Member] => [
      number,
      { name, type, repeated: repeated === 'repeated' },
    ]),
  );
}

function oneof(name: string, ...rows: readonly Row[]): Shape {
  return new Map(
    rows.map(([number, field, type]): [number, Member] => [
      number,
      { name: field, type, oneof: name },
    ]),
  );
}

const NAMED: readonly Row[] = [
  [1, 'name_zh', 'string'],
  [2, 'name_en', 'string'],
];

const OFFICIAL = shape(
  [1, 'name', 'string'],
  [2, 'signing_key', 'bytes'],
  [3, 'roles', 'uint32', 'repeated'],
  [4, 'trustee_transport_key', 'bytes'],
  [5, 'issuer_transport_key', 'bytes'],
  [6, 'witness_key', 'bytes'],
);

const GRADE = shape(
  ...NAMED,
  [3, 'levels', 'uint32'],
  [4, 'basis_points', 'uint32'],
  [5, 'strictly_more', 'bool'],
);

const COUNTING = shape(
  [1, 'denominator', 'uint32'],
  [2, 'grades', GRADE, 'repeated'],
  [3, 'score', 'bool'],
  [4, 'ranking', 'bool'],
);

export const MANIFEST = shape(
  [1, 'version', 'uint32'],
  [2, 'nonce', 'bytes'],
  [3, 'kind', 'uint32'],
  [4, 'title_zh', 'string'],
  [5, 'title_en', 'string'],
  [6, 'evaluated_year', 'uint32'],
  [7, 'meeting_date', 'string'],
  [8, 'place', 'string'],
  [9, 'rounds', 'uint32'],
  [10, 'contests', shape(...NAMED), 'repeated'],
  [11, 'levels', shape(...NAMED, [3, 'weight', 'uint32']), 'repeated'],
  [12, 'blank_allowed', 'bool'],
  [13, 'pack', 'uint32'],
  [14, 'roster_sha256', 'bytes'],
  [15, 'roster_size', 'uint32'],
  [16, 'meeting_quorum', 'uint32'],
  [17, 'officials', OFFICIAL, 'repeated'],
  [18, 'trustee_threshold', 'uint32'],
  [19, 'issuer_threshold', 'uint32'],
  [20, 'witness_quorum', 'uint32'],
  [21, 'log_key', 'bytes'],
  [22, 'origin', 'string'],
  [23, 'mix_batch', 'uint32'],
  [24, 'min_voters', 'uint32'],
  [25, 'min_ballots', 'uint32'],
  [26, 'send_window_seconds', 'uint32'],
  [27, 'late_check_in', 'bool'],
  [28, 'counting', COUNTING],
  [29, 'repeats_session_id', 'bytes'],
);

export const ROSTER = shape([
  1,
  'entries',
  shape([1, 'deputy', 'uint32'], [2, 'credential_key', 'bytes']),
  'repeated',
]);

const PAYLOAD = oneof('place', [1, 'inline', 'bytes'], [2, 'blob_sha256', 'bytes']);

const SHARE = shape(
  [1, 'round', 'uint32'],
  [2, 'member', 'uint32'],
  [3, 'size', 'uint64'],
  [4, 'root', 'bytes'],
  [5, 'payload', PAYLOAD],
  [6, 'signature', 'bytes'],
);

const ATTESTATION = shape(
  [1, 'official', 'uint32'],
  [2, 'size', 'uint64'],
  [3, 'root', 'bytes'],
  [4, 'counts_sha256', 'bytes'],
  [5, 'signature', 'bytes'],
);

const COMMITTEE: Row = [1, 'committee', 'uint32'];
const ROUND: Row = [1, 'round', 'uint32'];

export const LOG_ENTRY = oneof(
  'kind',
  [1, 'manifest', 'bytes'],
  [
    2,
    'dkg_commit',
    shape(
      COMMITTEE,
      [2, 'member', 'uint32'],
      [3, 'message_sha256', 'bytes'],
      [4, 'signature', 'bytes'],
    ),
  ],
  [
    3,
    'dkg_message',
    shape(COMMITTEE, [2, 'member', 'uint32'], [3, 'message', PAYLOAD], [4, 'signature', 'bytes']),
  ],
  [4, 'dkg_confirm', shape(COMMITTEE, [2, 'member', 'uint32'], [3, 'signature', 'bytes'])],
  [
    5,
    'dkg_complaint',
    shape(
      COMMITTEE,
      [2, 'dealer', 'uint32'],
      [3, 'member', 'uint32'],
      [4, 'shared_secret', 'bytes'],
      [5, 'proof', 'bytes'],
      [6, 'signature', 'bytes'],
    ),
  ],
  [
    6,
    'active_set',
    shape(
      [1, 'version', 'uint32'],
      [2, 'issuers', 'uint32', 'repeated'],
      [3, 'signature', 'bytes'],
    ),
  ],
  [
    7,
    'reissue',
    shape([1, 'deputy', 'uint32'], [2, 'credential_key', 'bytes'], [3, 'signature', 'bytes']),
  ],
  [
    8,
    'token_request',
    shape([1, 'deputy', 'uint32'], [2, 'blinded', 'bytes', 'repeated'], [3, 'signature', 'bytes']),
  ],
  [
    9,
    'open',
    shape(
      ROUND,
      [2, 'key_id', 'bytes'],
      [3, 'active_set_sha256', 'bytes'],
      [4, 'checked_in', 'uint32'],
      [5, 'signature', 'bytes'],
    ),
  ],
  [10, 'ballot', shape(ROUND, [2, 'ballot', 'bytes'])],
  [11, 'closing', shape(ROUND, [2, 'signature', 'bytes'])],
  [
    12,
    'close',
    shape(ROUND, [2, 'size', 'uint64'], [3, 'root', 'bytes'], [4, 'signature', 'bytes']),
  ],
  [13, 'audit_share', SHARE],
  [14, 'tally_share', SHARE],
  [
    15,
    'result',
    shape(
      ROUND,
      [2, 'ballots', 'uint32'],
      [3, 'withheld', 'bool'],
      [4, 'counts', 'uint32', 'repeated'],
    ),
  ],
  [16, 'zero_check', ATTESTATION],
  [17, 'verified', ATTESTATION],
  [
    18,
    'objection',
    shape(
      [1, 'official', 'uint32'],
      [2, 'size', 'uint64'],
      [3, 'root', 'bytes'],
      [4, 'text', 'string'],
      [5, 'signature', 'bytes'],
    ),
  ],
  [19, 'announce', shape(ROUND, [2, 'counts_sha256', 'bytes'], [3, 'signature', 'bytes'])],
  [20, 'abort', shape(ROUND, [2, 'reason', 'string'], [3, 'signature', 'bytes'])],
);

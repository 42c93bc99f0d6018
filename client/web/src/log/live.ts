// The verdict of a log that is still growing: what is there was checked, and what is
// not there yet says so. Once the result is announced and the witnesses' quorum
// covers every leaf, it is the verdict of the whole record.
import { equalBytes, toHex } from '../bytes';
import type { Heads } from './heads';
import type { Session } from './session';
import type { Failure } from './state';
import { type ItemMap, type Verdict, judgeSession, located, setItem, verdictOf } from './verdict';
import { say } from './words';

export function liveVerdict(
  log: { readonly session: Session; readonly heads: Heads } | undefined,
  failure: Failure | undefined,
  expected: Uint8Array | undefined,
): Verdict {
  const items: ItemMap = new Map();
  if (log !== undefined) {
    judgeHeads(items, log.heads, log.session);
    judgeLeaves(items, log.session);
    judgeFingerprint(items, log.session, expected);
    judgeSession(items, log.session, failure, failure !== undefined);
  }
  if (failure !== undefined) {
    setItem(items, failure.item, 'fail', located(failure));
  }
  return verdictOf(items);
}

function judgeHeads(items: ItemMap, heads: Heads, { tree }: Session): void {
  const { quorum, signers } = heads;
  if (quorum === undefined) {
    const words = say('还没有见证人签过名的检查点', 'there is no checkpoint with quorum yet');
    (['checkpoint', 'quorum', 'root'] as const).forEach((item) =>
      setItem(items, item, 'unchecked', words),
    );
    return;
  }
  const { size } = quorum.checkpoint;
  const all = signers.witnesses.length;
  const have = quorum.cosigners.length;
  setItem(
    items,
    'checkpoint',
    'pass',
    say(`${size} 条，由记录的密钥签名`, `of ${size} leaves, signed by the log's key`),
  );
  setItem(
    items,
    'quorum',
    'pass',
    say(
      `${all} 位见证人中有 ${have} 位签名，需要 ${signers.quorum} 位`,
      `${have} of ${all} witnesses cosigned, it takes ${signers.quorum}`,
    ),
  );
  const behind = tree.size - size;
  if (behind > 0) {
    const words = say(
      `最后 ${behind} 条还在等见证人签名`,
      `the last ${behind} leaves wait for the witnesses`,
    );
    setItem(items, 'root', 'unchecked', words);
  } else {
    const root = toHex(tree.root);
    const words = say(`${size} 条记录算出的根是 ${root}`, `the ${size} entries give root ${root}`);
    setItem(items, 'root', 'pass', words);
  }
}

function judgeLeaves(items: ItemMap, { tree, manifest, roster }: Session): void {
  setItem(
    items,
    'entries',
    'pass',
    say(`${tree.size} 条记录都能解读`, `all ${tree.size} leaves read well`),
  );
  const [contests, officials] = [manifest.contests.length, manifest.officials.length];
  setItem(
    items,
    'manifest',
    'pass',
    say(
      `${contests} 个部门，${officials} 位工作人员，${roster.size} 位代表`,
      `${contests} departments, ${officials} officials, ${roster.size} deputies`,
    ),
  );
}

function judgeFingerprint(
  items: ItemMap,
  { sessionId }: Session,
  expected: Uint8Array | undefined,
): void {
  const id = toHex(sessionId);
  if (expected !== undefined && equalBytes(expected, sessionId)) {
    setItem(items, 'fingerprint', 'pass', say(id, id));
    return;
  }
  const words = say(`请与纸上的指纹核对：${id}`, `compare it with the one on paper: ${id}`);
  setItem(items, 'fingerprint', 'unchecked', words);
}

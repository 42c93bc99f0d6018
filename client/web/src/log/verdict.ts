// The verdict of crypto/PROTOCOL.md, section 15, item by item: of a session as it
// stands, and of the log around it. The first item that fails is the one to name.
import type { Failure } from './state';
import { passedWords } from './item_words';
import type { Session } from './session';
import { ITEMS, type Item, type Words, say } from './words';

export type Status = 'pass' | 'fail' | 'unchecked';

export interface ItemResult {
  readonly item: Item;
  readonly status: Status;
  /** What was checked, or at which leaf and why it failed, or why it was not checked. */
  readonly words: Words;
}

export interface Verdict {
  /** 'pass' only if every item is. */
  readonly status: Status;
  /** The item to name unless all pass: the first that fails, or was not checked. */
  readonly first: ItemResult | undefined;
  readonly items: readonly ItemResult[];
}

export type ItemMap = Map<Item, ItemResult>;

export function setItem(items: ItemMap, item: Item, status: Status, words: Words): void {
  items.set(item, { item, status, words });
}

/** What was not set was not checked. */
export function verdictOf(items: ItemMap): Verdict {
  const all = ITEMS.map(
    (item): ItemResult => items.get(item) ?? { item, status: 'unchecked', words: NOT_REACHED },
  );
  const first =
    all.find(({ status }) => status === 'fail') ?? all.find(({ status }) => status === 'unchecked');
  return { status: first?.status ?? 'pass', first, items: all };
}

const NOT_REACHED = say(
  '还没有到这一步，或者先前已经出错',
  'not reached, or something before it failed',
);
const NOT_HERE = say('本页不验证选票', 'this page does not verify ballots');

/** Items that need every ballot and share looked at. */
const FULL_ONLY: readonly Item[] = [
  'ballots',
  'ballot-count',
  'token-audit',
  'tally-shares',
  'counts',
];

const SESSION_ITEMS = [
  'order',
  'signatures',
  'ceremony',
  'requests',
  'opening',
  'ballots',
  'ballot-count',
  'close',
  'token-audit',
  'tally-shares',
  'counts',
  'announcement',
  'attestations',
] as const;

/**
 * Sets the items that the leaves decide; `failure` is where the session stopped,
 * `cut` that leaves follow which could not be read.
 */
export function judgeSession(
  items: ItemMap,
  session: Session,
  failure: Pick<Failure, 'item' | 'words' | 'leaf'> | undefined,
  cut = false,
): void {
  for (const item of SESSION_ITEMS) {
    if (session.counting.kind === 'light' && FULL_ONLY.includes(item)) {
      setItem(items, item, 'unchecked', NOT_HERE);
    } else if (isDone(item, session, cut || failure !== undefined)) {
      setItem(items, item, 'pass', passedWords(item, session));
    } else {
      setItem(items, item, 'unchecked', abortWords(session) ?? NOT_REACHED);
    }
  }
  if (session.complaint !== undefined) {
    const { committee, member } = session.complaint;
    const blamed = session.ceremonies[committee].blamed(session.complaint);
    setItem(
      items,
      'ceremony',
      'fail',
      say(
        `第 ${member} 位成员投诉，密钥生成没有成功；责任在第 ${blamed} 位成员`,
        `it ended with a complaint of member ${member}; member ${blamed} is to blame`,
      ),
    );
  }
  if (failure !== undefined) {
    setItem(items, failure.item, 'fail', located(failure));
  }
}

/** The reason with the leaf in front of it. */
export function located({ words, leaf }: Pick<Failure, 'words' | 'leaf'>): Words {
  return leaf === undefined
    ? words
    : say(`第 ${leaf} 条记录：${words.zh}`, `leaf ${leaf}: ${words.en}`);
}

function abortWords({ phase, abortReason }: Session): Words | undefined {
  if (phase !== 'aborted') {
    return undefined;
  }
  return abortReason === undefined
    ? say('密钥生成失败，会议中止', 'the session ended with its key ceremony')
    : say(`会议中止：${abortReason}`, `the session was given up: ${abortReason}`);
}

function isDone(item: (typeof SESSION_ITEMS)[number], session: Session, stopped: boolean): boolean {
  const { happened, counting, phase } = session;
  switch (item) {
    case 'order':
    case 'signatures':
      return !stopped;
    case 'ceremony':
      return session.keyId !== undefined;
    case 'requests':
      return phase !== 'aborted' && happened.has(session.manifest.lateCheckIn ? 'closing' : 'open');
    case 'opening':
      return phase !== 'aborted' && happened.has('open');
    case 'ballots':
      return happened.has('close') && counting.unjudged.length === 0;
    case 'ballot-count':
      return happened.has('audited') && counting.returned <= session.requests.size;
    case 'close':
      return happened.has('close');
    case 'token-audit':
      return happened.has('audited');
    case 'tally-shares':
    case 'counts':
    case 'attestations':
      return happened.has('result');
    case 'announcement':
      return happened.has('announce');
  }
}

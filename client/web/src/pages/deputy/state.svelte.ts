// The page's own state: the worker's view, and the marks, which are nowhere
// else on this side and are forgotten as soon as the ballot is sealed.
import { VoterClient } from '../../voter/client.ts';
import { readScanned, type Slip } from '../../crypto/slip.ts';
import type { Stage, VoterView } from '../../voter/protocol.ts';
import { keepAwake, startAwake } from './awake.ts';

export const NO_MARK = -1;

// A typed slip does not say which session it is for.
type SlipInHand = Pick<Slip, 'secret'> & Partial<Slip>;

// Stages without a slip in use.
const IDLE: readonly Stage[] = ['starting', 'slip', 'stopped'];
// Stages during which marks may be in memory.
const MARKING: readonly Stage[] = ['voting', 'encrypting', 'review', 'tested'];

class DeputyState {
  view = $state.raw<VoterView>({ stage: 'starting', connected: true });
  // Option of each contest, from 0; NO_MARK for none.
  marks = $state<number[]>([]);
  // The worker died: nothing but loading the page again helps.
  dead = $state('');
  // A scanned code that was no slip.
  notASlip = $state(false);
  // The deputy before has just finished here.
  cleared = $state(false);
  #client: VoterClient | undefined;
  // A slip that came before the session was known.
  #early: SlipInHand | undefined;

  start(): void {
    this.#client = new VoterClient({
      onView: (view) => this.#take(view),
      onDeath: (detail) => (this.dead = detail === '' ? '?' : detail),
    });
    startAwake();
    this.#takeFragment();
    addEventListener('hashchange', () => this.#takeFragment());
  }

  // A slip scanned by the tablet's own camera program opens the page with it:
  // it leaves the address bar and the history at once.
  #takeFragment(): void {
    const { hash } = location;
    if (hash.length > 1) {
      history.replaceState(null, '', location.pathname);
      this.scanned(hash);
    }
  }

  #take(view: VoterView): void {
    const before = this.view.stage;
    this.view = view;
    keepAwake(!IDLE.includes(view.stage));
    if (view.stage !== 'slip') {
      this.cleared = false;
    } else if (before === 'accepted') {
      this.cleared = true;
    }
    if (view.stage === 'voting' && before !== 'voting' && !MARKING.includes(before)) {
      const rows = view.sitting?.contests.length ?? 0;
      const draft = view.draft ?? [];
      this.marks = Array.from({ length: rows }, (_, row) => draft[row] ?? NO_MARK);
    }
    if (!MARKING.includes(view.stage)) {
      this.#forgetMarks();
    }
    if (view.stage === 'slip' && this.#early !== undefined) {
      const slip = this.#early;
      this.#early = undefined;
      this.useSlip(slip);
    }
  }

  #forgetMarks(): void {
    this.marks.fill(NO_MARK);
    this.marks = [];
  }

  // What a camera read. False if it is no slip.
  scanned(text: string): boolean {
    const slip = readScanned(text);
    this.notASlip = slip === undefined;
    if (slip !== undefined) {
      this.useSlip(slip);
    }
    return slip !== undefined;
  }

  useSlip(slip: SlipInHand): void {
    this.notASlip = false;
    if (this.view.stage === 'starting') {
      this.#early = slip;
      return;
    }
    this.#client?.act({ do: 'slip', ...slip });
  }

  mark(row: number, option: number): void {
    this.marks[row] = option;
    this.#client?.act({ do: 'draft', choices: $state.snapshot(this.marks) });
  }

  get marked(): number {
    return this.marks.filter((option) => option !== NO_MARK).length;
  }

  get missing(): number[] {
    return this.marks.flatMap((option, row) => (option === NO_MARK ? [row] : []));
  }

  encrypt(): void {
    this.#client?.act({ do: 'encrypt', choices: $state.snapshot(this.marks) });
  }

  act(
    what:
      | 'fingerprint-agrees'
      | 'fingerprint-differs'
      | 'change'
      | 'test'
      | 'submit'
      | 'finish'
      | 'leave',
  ): void {
    this.#client?.act({ do: what });
  }
}

export const deputy = new DeputyState();

// The deputy's machine: slip, check-in, waiting, ballot, test or submit, sealed,
// sent, accepted, counted. Pure: everything that can fail comes in through
// `ports`. It can be stopped and started anywhere; what must not be lost is kept
// sealed, and there is never a second ballot.
import type { Phase } from '../log/session.ts';
import { awaitCounted, castSealed } from './casting.ts';
import { obtainToken } from './check_in.ts';
import { Changes, type Desk, PutAway, Stopped, stopOf, type World } from './desk.ts';
import { openDesk } from './open_desk.ts';
import type { Encrypted, Ports, ServerStatus, TabletSession } from './ports.ts';
import type { Command, Stage, VoterView } from './protocol.ts';
import { equalBytes } from '../bytes.ts';

const PHASES: readonly Phase[] = [
  'ceremony',
  'check-in',
  'voting',
  'closing',
  'closed',
  'audited',
  'tallied',
  'announced',
  'aborted',
];
const NOT_SEALED: readonly Stage[] = ['voting', 'encrypting', 'review', 'tested'];

type SlipCommand = Extract<Command, { do: 'slip' }>;

export class VoterMachine implements World {
  readonly changes = new Changes();
  #view: VoterView = { stage: 'starting', connected: true };
  #session: TabletSession | undefined;
  #status: ServerStatus | undefined;
  // A typed slip that waits for its fingerprint to be compared.
  #typed: Uint8Array | undefined;
  #desk: Desk | undefined;
  #encrypted: Encrypted | undefined;
  #broken = false;

  constructor(
    readonly ports: Ports,
    private readonly onView: (view: VoterView) => void,
  ) {}

  get view(): VoterView {
    return this.#view;
  }

  // ---- what the world tells

  sessionChanged(session: TabletSession): void {
    this.#session = session;
    this.#show({ ...this.#view, sitting: session.facts, phase: this.phase() });
    if (this.#view.stage === 'starting' && this.#desk === undefined) {
      this.#to('slip');
    }
    this.changes.notify();
  }

  // The log cannot be trusted: nothing goes on.
  sessionBroken(detail: string): void {
    this.#broken = true;
    this.#stop(new Stopped('log-broken', detail));
  }

  heard(status: ServerStatus): void {
    this.#status = status;
    const { entitled, checkedIn } = status;
    this.#show({ ...this.#view, entitled, checkedIn, phase: this.phase() });
    this.changes.notify();
  }

  connected(connected: boolean): void {
    if (connected !== this.#view.connected) {
      this.#show({ ...this.#view, connected });
    }
  }

  // ---- what it tells a slip's work

  session(): TabletSession {
    if (this.#session === undefined) {
      throw new Error('the session is not known yet');
    }
    return this.#session;
  }

  phase(): Phase {
    const logged = this.#session?.phase ?? 'ceremony';
    const said = this.#status?.phase ?? 'ceremony';
    return PHASES.indexOf(said) > PHASES.indexOf(logged) ? said : logged;
  }

  // ---- what the deputy does; a command that does not fit the stage is late
  // (a double tap) and does nothing

  async act(command: Command): Promise<void> {
    try {
      await this.#dispatch(command);
    } catch (error) {
      const stopped = stopOf(error);
      if (stopped !== undefined) {
        this.#stop(stopped);
      }
    }
  }

  async #dispatch(command: Command): Promise<void> {
    switch (command.do) {
      case 'slip':
        return this.#takeSlip(command);
      case 'fingerprint-agrees':
        return this.#serveTyped();
      case 'fingerprint-differs':
        if (this.#view.stage === 'fingerprint') {
          throw new Stopped('other-session');
        }
        return;
      case 'draft':
        return this.#keepDraft(command.choices);
      case 'encrypt':
        return this.#encrypt(command.choices);
      case 'change':
        return this.#change();
      case 'test':
        return this.#test();
      case 'submit':
        return this.#submit();
      case 'finish':
        return this.#finish();
      case 'leave':
        return this.#leave();
    }
  }

  async #takeSlip(slip: SlipCommand): Promise<void> {
    // The next person need not put away what the last one left on the screen.
    if (this.#view.stage === 'stopped' && !this.#broken) {
      this.#reset();
    }
    if (this.#view.stage !== 'slip') {
      this.ports.crypto.wipe(slip.secret);
      return;
    }
    if (slip.sessionId === undefined) {
      this.#typed = slip.secret;
      this.#to('fingerprint');
      return;
    }
    if (!equalBytes(slip.sessionId, this.session().sessionId)) {
      this.ports.crypto.wipe(slip.secret);
      throw new Stopped('other-session');
    }
    await this.#serve(slip.secret);
  }

  async #serveTyped(): Promise<void> {
    const secret = this.#typed;
    if (this.#view.stage === 'fingerprint' && secret !== undefined) {
      this.#typed = undefined;
      await this.#serve(secret);
    }
  }

  // A slip's whole way. Resolves when it is put away or has stopped.
  async #serve(secret: Uint8Array): Promise<void> {
    this.#to('checking-in');
    const desk = await openDesk(this, secret);
    this.#desk = desk;
    try {
      await this.#goOn(desk);
    } catch (error) {
      // What still happens to a slip that was put away is nobody's business.
      throw desk.signal.aborted ? new PutAway() : error;
    } finally {
      desk.putAway();
    }
  }

  async #goOn(desk: Desk): Promise<void> {
    if (desk.state.voted) {
      throw new Stopped('voted');
    }
    if (!desk.sealed) {
      await this.#untilOpened(desk);
      await this.#untilSealed(desk);
    }
    if (desk.state.receipt.length === 0) {
      this.#to('sending', { tracking: this.#trackingOf(desk) });
      const receipted = await castSealed(desk);
      this.#accepted(desk, !receipted);
    } else {
      this.#accepted(desk, false);
    }
    if (this.#view.counted !== true) {
      await awaitCounted(desk);
      this.#show({ ...this.#view, counted: true });
    }
    for (;;) {
      await desk.nextChange();
    }
  }

  async #untilOpened(desk: Desk): Promise<void> {
    for (;;) {
      this.#throwIfOver();
      if (!this.session().ready) {
        await desk.nextChange();
        continue;
      }
      if (desk.activeParts() === undefined) {
        this.#to('checking-in');
        await obtainToken(desk);
      }
      if (this.session().opened) {
        return;
      }
      if (this.#view.stage !== 'waiting') {
        this.#to('waiting');
      }
      await desk.nextChange();
    }
  }

  async #untilSealed(desk: Desk): Promise<void> {
    this.#to('voting', { draft: desk.state.draft });
    while (!desk.sealed || this.#view.stage === 'sealing') {
      if (this.#view.stage !== 'sealing') {
        this.#throwIfOver();
      }
      await desk.nextChange();
    }
  }

  #throwIfOver(): void {
    const phase = this.phase();
    if (phase === 'aborted') {
      throw new Stopped('aborted');
    }
    if (PHASES.indexOf(phase) >= PHASES.indexOf('closing')) {
      throw new Stopped('closed-before');
    }
  }

  #trackingOf(desk: Desk): NonNullable<VoterView['tracking']> {
    return this.ports.crypto.trackingOf(this.session(), desk.state.ballot);
  }

  #accepted(desk: Desk, withoutReceipt: boolean): void {
    this.#to('accepted', {
      tracking: this.#trackingOf(desk),
      counted: withoutReceipt,
      withoutReceipt,
    });
  }

  async #keepDraft(choices: readonly number[]): Promise<void> {
    const desk = this.#desk;
    if (desk === undefined || desk.sealed || !NOT_SEALED.includes(this.#view.stage)) {
      return;
    }
    desk.state.draft = [...choices];
    await desk.save();
  }

  async #encrypt(choices: readonly number[]): Promise<void> {
    if (this.#view.stage !== 'voting') {
      return;
    }
    this.#to('encrypting');
    await this.#keepDraft(choices);
    this.#encrypted = this.ports.crypto.encrypt(this.session(), choices);
    this.#to('review', { tracking: this.#encrypted.tracking });
  }

  #change(): void {
    if (this.#view.stage === 'review' || this.#view.stage === 'tested') {
      this.#discard();
      this.#to('voting');
    }
  }

  #test(): void {
    const encrypted = this.#encrypted;
    if (this.#view.stage !== 'review' || encrypted === undefined) {
      return;
    }
    this.#encrypted = undefined;
    this.#to('tested', { tracking: encrypted.tracking, opening: encrypted.open() });
  }

  async #submit(): Promise<void> {
    const [desk, encrypted] = [this.#desk, this.#encrypted];
    if (this.#view.stage !== 'review' || encrypted === undefined || desk === undefined) {
      return;
    }
    this.#throwIfOver();
    const parts = desk.activeParts();
    if (parts === undefined) {
      throw new Stopped('fault', 'parts of the active set are missing');
    }
    this.#encrypted = undefined;
    this.#to('sealing', { tracking: encrypted.tracking });
    desk.state.ballot = encrypted.prove(desk.state.tokenSecret, parts);
    desk.state.draft = [];
    // From here on there is exactly one ballot.
    await desk.save();
    this.#to('sending', { tracking: encrypted.tracking });
    this.changes.notify();
  }

  async #finish(): Promise<void> {
    const desk = this.#desk;
    if (this.#view.stage !== 'accepted' || desk === undefined) {
      return;
    }
    const { crypto } = this.ports;
    crypto.wipe(desk.state.tokenSecret, desk.state.ballot, desk.state.receipt);
    Object.assign(desk.state, {
      parts: [],
      ballot: new Uint8Array(),
      receipt: new Uint8Array(),
      voted: true,
    });
    await desk.save();
    this.#reset();
  }

  #leave(): void {
    const { stage } = this.#view;
    if (stage !== 'sealing' && stage !== 'sending' && stage !== 'accepted') {
      this.#reset();
    }
  }

  // ---- what is shown

  #discard(): void {
    this.#encrypted?.discard();
    this.#encrypted = undefined;
  }

  #forgetSlip(): void {
    this.#discard();
    if (this.#typed !== undefined) {
      this.ports.crypto.wipe(this.#typed);
      this.#typed = undefined;
    }
    this.#desk?.putAway();
    this.#desk = undefined;
  }

  #reset(): void {
    this.#forgetSlip();
    this.#to(this.#session === undefined ? 'starting' : 'slip');
  }

  #stop(stopped: Stopped): void {
    this.#forgetSlip();
    this.#to('stopped', { stop: stopped.reason, detail: stopped.detail });
  }

  // To another stage: what belonged to the one before is gone.
  #to(stage: Stage, more: Partial<VoterView> = {}): void {
    const { connected, sitting, phase, entitled, checkedIn } = this.#view;
    this.#show({
      stage,
      connected,
      ...(sitting && { sitting }),
      ...(phase && { phase }),
      ...(entitled !== undefined && { entitled }),
      ...(checkedIn !== undefined && { checkedIn }),
      ...more,
    });
  }

  #show(view: VoterView): void {
    this.#view = view;
    this.onView(view);
  }
}

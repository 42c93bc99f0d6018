// A deputy at a tablet: what people do with the page, in its own words.
import type { Locator } from 'playwright-core';
import { expect } from 'vitest';
import { deputyStrings, type DeputyStrings } from '../../../client/web/src/ui/strings/deputy';
import type { StopReason } from '../../../client/web/src/voter/protocol';
import type { Ballot } from './ballot';
import type { Slip } from './hall';
import type { House, Language, Person, PersonOptions } from './people';
import { PATIENCE_MS, until } from './programs';

export class Deputy {
  readonly t: DeputyStrings;
  readonly choices: readonly number[];

  private constructor(
    readonly house: House,
    readonly person: Person,
    readonly slip: Slip,
    readonly language: Language,
    readonly ballot: Ballot,
  ) {
    this.t = deputyStrings[language];
    this.choices = ballot.choicesOf(slip.number);
  }

  // Takes a tablet and opens the page.
  static async sitDown(
    house: House,
    slip: Slip,
    ballot: Ballot,
    options: PersonOptions = {},
  ): Promise<Deputy> {
    const person = await house.person(`deputy ${slip.number}`, options);
    await person.go('/');
    const deputy = new Deputy(house, person, slip, options.language ?? 'zh', ballot);
    await deputy.sees(deputy.t.slip.title);
    return deputy;
  }

  get page(): Person['page'] {
    return this.person.page;
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  async press(name: string): Promise<void> {
    await this.button(name).click({ timeout: PATIENCE_MS });
  }

  // Waits until the page says it.
  async sees(text: string): Promise<void> {
    await this.page.getByText(text).first().waitFor({ state: 'visible', timeout: PATIENCE_MS });
  }

  async largestType(): Promise<void> {
    const larger = this.page.getByRole('button', { name: 'A+' });
    while (await larger.isEnabled()) {
      await larger.click();
    }
  }

  // ---- the slip

  // As the tablet's own camera program opens it.
  async followSlip(fragment = this.slip.fragment): Promise<void> {
    await this.person.go(`/#${fragment}`);
  }

  async scanSlip(): Promise<void> {
    this.house.show(`${this.person.wifi.origin}/#${this.slip.fragment}`);
    await this.press(this.t.slip.scan);
  }

  get codeField(): Locator {
    return this.page.getByLabel(this.t.slip.label);
  }

  async typeSlip(code = this.slip.code): Promise<void> {
    if (!(await this.codeField.isVisible())) {
      await this.press(this.t.slip.type);
    }
    await this.codeField.fill('');
    await this.codeField.pressSequentially(code.toLowerCase().replaceAll('-', ''));
  }

  async agreesFingerprint(): Promise<void> {
    await this.press(this.t.fingerprint.agrees);
  }

  async isWaiting(): Promise<void> {
    await this.sees(this.t.waiting.title);
  }

  async isStopped(reason: StopReason): Promise<void> {
    await this.sees(this.t.stop[reason].title);
  }

  // ---- the ballot

  async hasBallot(): Promise<void> {
    await this.page
      .getByText(/\d+ ?(\/|of) ?\d+/)
      .first()
      .waitFor({ timeout: PATIENCE_MS });
    await this.option(0, 0).waitFor({ timeout: PATIENCE_MS });
  }

  option(row: number, choice: number): Locator {
    return this.button(this.ballot.optionName(row, choice, this.language));
  }

  // Marks the rows from `from` on, turning pages.
  async fill(choices = this.choices, from = 0): Promise<void> {
    await this.toFirstPage();
    for (let row = from; row < choices.length; row += 1) {
      await this.#mark(row, choices[row]!);
    }
    await this.marked(choices.length);
  }

  // Turns pages until the row is there. Rows move to another page when notices
  // come and go.
  async #mark(row: number, choice: number): Promise<void> {
    const option = this.option(row, choice);
    const next = this.button(`${this.t.ballot.next} ›`);
    await until(`row ${row + 1} to be marked`, async () => {
      if ((await option.count()) === 0) {
        await next.click({ timeout: 2_000 }).catch(() => undefined);
        return false;
      }
      return option.click({ timeout: 2_000 }).then(
        () => true,
        () => false,
      );
    });
  }

  // The same with the keyboard alone.
  async fillByKeyboard(): Promise<void> {
    const { keyboard } = this.page;
    for (const [row, choice] of this.choices.entries()) {
      const option = this.option(row, choice);
      if ((await option.count()) === 0) {
        await this.person.tabTo(this.button(`${this.t.ballot.next} ›`));
        await keyboard.press('Enter');
      }
      await this.person.tabTo(option);
      await keyboard.press('Space');
    }
    await this.marked(this.choices.length);
  }

  async marked(count: number): Promise<void> {
    await this.sees(this.t.ballot.progress(count, this.ballot.rows));
  }

  async toFirstPage(): Promise<void> {
    const previous = this.button(`‹ ${this.t.ballot.previous}`);
    while (await previous.isEnabled()) {
      await previous.click();
    }
  }

  async toLastPage(): Promise<void> {
    const [review, next] = [this.t.ballot.toReview, `${this.t.ballot.next} ›`].map((name) =>
      this.button(name),
    );
    for (;;) {
      await review!.or(next!).waitFor({ timeout: PATIENCE_MS });
      if (await review!.isVisible()) {
        return;
      }
      await next!.click();
    }
  }

  async toReview(): Promise<void> {
    await this.toLastPage();
    await this.press(this.t.ballot.toReview);
    await this.sees(this.t.review.title);
  }

  // The code as shown, four groups of four.
  async trackingCode(): Promise<string> {
    const text = await this.page.locator('body').innerText();
    const code = /\b([0-9A-Z]{4}-){3}[0-9A-Z]{4}\b/.exec(text);
    expect(code, 'a tracking code is shown').not.toBeNull();
    return code![0];
  }

  async submit(): Promise<void> {
    await this.press(this.t.review.submit);
    await this.page
      .getByRole('dialog')
      .getByRole('button', { name: this.t.review.sureYes, exact: true })
      .click();
  }

  async isSending(): Promise<void> {
    await this.sees(this.t.sending.title);
  }

  async isAccepted(): Promise<void> {
    await this.page
      .getByText(this.t.accepted.title, { exact: true })
      .or(this.page.getByText(this.t.accepted.foundTitle, { exact: true }))
      .first()
      .waitFor({ timeout: PATIENCE_MS });
  }

  async isCounted(): Promise<void> {
    await this.sees(this.t.accepted.counted);
  }

  async finish(): Promise<void> {
    await this.press(this.t.accepted.done);
    await this.sees(this.t.accepted.cleared);
  }

  // From the opening to the receipt without stopping anywhere.
  async vote(choices = this.choices): Promise<string> {
    await this.hasBallot();
    await this.fill(choices);
    await this.toReview();
    const code = await this.trackingCode();
    await this.submit();
    await this.isAccepted();
    return code;
  }
}

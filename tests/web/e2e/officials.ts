// The chair, a scrutineer and the hall's screen: what people do with those
// pages, in the pages' own words.
import type { Locator } from 'playwright-core';
import { chairStrings, type ChairStrings } from '../../../client/web/src/ui/strings/chair';
import { screenStrings } from '../../../client/web/src/ui/strings/screen';
import {
  supervisorStrings,
  type SupervisorStrings,
} from '../../../client/web/src/ui/strings/supervisor';
import type { SceneName } from '../../../client/web/src/pages/screen/scenes';
import type { StepId } from '../../../client/web/src/pages/chair/steps';
import type { PhaseName } from '../../../client/web/src/official/sitting';
import type { House, Language, Person } from './people';
import { PATIENCE_MS, until } from './programs';

const PATIENT = { timeout: PATIENCE_MS };

export class Chair {
  readonly t: ChairStrings;

  private constructor(
    readonly person: Person,
    language: Language,
  ) {
    this.t = chairStrings[language];
  }

  static async sitDown(house: House, name: string, language: Language = 'zh'): Promise<Chair> {
    const person = await house.person(name, { device: 'laptop', language });
    await person.go('/chair/');
    return new Chair(person, language);
  }

  button(name: string): Locator {
    return this.person.page.getByRole('button', { name, exact: true });
  }

  async signIn(code: string): Promise<void> {
    await this.person.page.getByLabel(this.t.keyLabel).fill(code, PATIENT);
    await this.button(this.t.keyUse).click();
    await this.button(this.t.keyForget).waitFor(PATIENT);
  }

  async isIn(phase: PhaseName): Promise<void> {
    await this.person.page
      .getByRole('heading', { name: this.t.phases[phase], exact: true, level: 2 })
      .waitFor(PATIENT);
  }

  // The number beside a word like 实到.
  async number(label: string): Promise<number> {
    const term = this.person.page.locator('dl > div', {
      has: this.person.page.getByText(label, { exact: true }),
    });
    return Number.parseInt(await term.locator('dd').innerText(PATIENT), 10);
  }

  // Presses the one next step as soon as it may be taken.
  async asks(step: StepId): Promise<void> {
    await this.button(this.t.steps[step].button).click(PATIENT);
    await this.person.page.getByRole('dialog').waitFor(PATIENT);
  }

  async confirms(step: StepId): Promise<void> {
    const dialog = this.person.page.getByRole('dialog');
    const heads = dialog.getByRole('checkbox');
    if ((await heads.count()) > 0) {
      await heads.check();
    }
    const name = `${this.t.confirm}${this.t.colon}${this.t.steps[step].button}`;
    await dialog.getByRole('button', { name, exact: true }).click(PATIENT);
  }

  async takes(step: StepId): Promise<void> {
    await this.asks(step);
    await this.confirms(step);
  }
}

export class Screen {
  private constructor(readonly person: Person) {}

  static async hang(house: House, near = false): Promise<Screen> {
    const name = near ? 'near screen' : 'screen';
    const person = await house.person(name, { device: 'screen' });
    await person.go(near ? '/screen/?view=all' : '/screen/');
    return new Screen(person);
  }

  async shows(scene: SceneName): Promise<void> {
    await this.person.page
      .getByRole('heading', { name: screenStrings.zh.scenes[scene] })
      .first()
      .waitFor(PATIENT);
  }

  async figure(label: string): Promise<number> {
    const { page } = this.person;
    const term = page.locator('dl > div', { has: page.getByText(label, { exact: true }) });
    return Number.parseInt(await term.locator('dd').innerText(PATIENT), 10);
  }

  async showsFigure(label: string, value: number): Promise<void> {
    await until(`the screen to show ${label} ${value}`, async () => {
      return (await this.figure(label)) === value;
    });
  }
}

export class Supervisor {
  readonly t: SupervisorStrings;

  private constructor(
    readonly person: Person,
    language: Language,
  ) {
    this.t = supervisorStrings[language];
  }

  static async sitDown(house: House, language: Language = 'zh'): Promise<Supervisor> {
    const person = await house.person('supervisor', { device: 'laptop', language });
    await person.go('/supervisor/');
    return new Supervisor(person, language);
  }

  button(name: string): Locator {
    return this.person.page.getByRole('button', { name, exact: true });
  }

  async sees(text: string): Promise<void> {
    await this.person.page.getByText(text).first().waitFor(PATIENT);
  }

  async signs(statement: 'zero-check' | 'verified' | 'objection'): Promise<void> {
    await this.button(this.t.statementsOf[statement]).click(PATIENT);
    await this.person.page
      .getByRole('dialog')
      .getByRole('button', { name: this.t.sign, exact: true })
      .click(PATIENT);
    await this.sees(this.t.signedAlready[statement]);
  }
}

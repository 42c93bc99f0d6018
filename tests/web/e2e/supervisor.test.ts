// A scrutineer's and a reader's sitting: what the supervisor's page shows, lets
// be signed and refuses to sign, from the key ceremony to the printed sheet.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { fromHex } from '../../../client/web/src/bytes';
import { trackingCode, trackingDigest } from '../../../client/web/src/crypto/identifiers';
import { decodeEntry } from '../../../client/web/src/log/decode';
import { readRecord } from '../../../client/web/src/log/record';
import { resultStrings } from '../../../client/web/src/ui/strings/result';
import { Hall, OBSERVER, TRUSTEES } from './hall';
import { lookAt } from './looks';
import { Supervisor } from './officials';
import { House, type Person } from './people';
import { PATIENCE_MS, type Program, until } from './programs';
import { numbersOf } from './workbook';

const PRESENT = 30;
const ABSENT = 2;
const PATIENT = { timeout: PATIENCE_MS };
const words = resultStrings.zh;

let hall: Hall;
let house: House;
let supervisor: Supervisor;
let reader: Person;
let voters: Program;
let failed = false;

beforeAll(async () => {
  hall = await Hall.make({ deputies: PRESENT + ABSENT, mixBatch: 4, attest: false });
  await hall.startServer();
  house = await House.open(hall);
});

afterAll(async () => {
  await house?.close();
  await hall?.end(!failed);
});

async function allVerified(): Promise<void> {
  await supervisor.sees(supervisor.t.standing.good);
}

// What a saved file holds.
async function saved(button: string): Promise<Buffer> {
  const [download] = await Promise.all([
    reader.page.waitForEvent('download', PATIENT),
    reader.page.getByRole('button', { name: button, exact: true }).click(),
  ]);
  return readFileSync(await download.path());
}

// A ballot of an exported record: its tracking code, and where it stands.
async function someBallot(record: string): Promise<{ code: string; leaf: number }> {
  const { leaves } = await readRecord(async (path) => readFileSync(`${record}/${path}`), []);
  const ITEM = 32;
  for (const [leaf, bytes] of leaves.entries()) {
    if (bytes.length < 4_000) continue;
    const entry = decodeEntry(bytes, () => new Uint8Array(0));
    if (entry.kind !== 'ballot') continue;
    const item = (index: number) => entry.ballot.subarray(index * ITEM, (index + 1) * ITEM);
    // Y, N, A, and 54 ciphertexts of 27 departments with 4 levels.
    const b = Array.from({ length: 54 }, (_, i) => item(3 + i));
    const code = trackingCode(trackingDigest(fromHex(hall.fingerprint), item(2), b));
    return { code, leaf };
  }
  throw new Error('no ballot in the record');
}

// In the page: flips one bit of what the server says of the log, far behind the
// ceremony, so that a ballot is another one.
function lieOnce(): void {
  const honest = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const response = await honest(input, init);
    if (!String(input instanceof Request ? input.url : input).endsWith('/Follow')) return response;
    let at = 0;
    const liar = new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        const place = 100_000 - at;
        at += chunk.length;
        const altered = chunk.slice();
        if (place >= 0 && place < chunk.length) altered[place] = (altered[place] ?? 0) ^ 1;
        controller.enqueue(altered);
      },
    });
    return new Response(response.body?.pipeThrough(liar) ?? null, response);
  };
}

// Presses Tab until what is named has the focus; fails if it never does.
async function tabTo(person: Person, name: string): Promise<void> {
  for (let press = 0; press < 100; ++press) {
    await person.page.keyboard.press('Tab');
    const label = await person.page.evaluate(() => {
      const focused = document.activeElement;
      const field = focused instanceof HTMLInputElement || focused instanceof HTMLTextAreaElement;
      return (field ? focused.labels?.[0]?.textContent : focused?.textContent)?.trim();
    });
    if (label === name) return;
  }
  throw new Error(`the keyboard does not reach ${name}`);
}

beforeEach(({ onTestFailed }) => {
  onTestFailed(() => {
    failed = true;
  });
});

describe('a scrutineer with a browser', () => {
  test('sees the ceremony, and cannot sign before the keys are there', async () => {
    supervisor = await Supervisor.sitDown(house);
    await supervisor.sees(supervisor.t.zeroNotYet);
    await supervisor.sees(supervisor.t.obstacle({ kind: 'keys' }));
    await lookAt(supervisor.person, 'supervisor-ceremony');
    hall.startOfficials();
    await hall.pingyi('ceremony', '--session', hall.public);
    await supervisor.sees(supervisor.t.zeroEmpty);
    await allVerified();
  });

  test('compares the fingerprint with the printed one', async () => {
    const field = supervisor.person.page.getByLabel(supervisor.t.fingerprintLabel);
    await field.fill(hall.fingerprint.replaceAll('0', '1').replaceAll('a', 'b'));
    await supervisor.button(supervisor.t.fingerprintTyped).click();
    await supervisor.sees(supervisor.t.fingerprintDiffers);
    await lookAt(supervisor.person, 'supervisor-other-fingerprint');
    await field.fill(hall.fingerprint.toUpperCase());
    await supervisor.button(supervisor.t.fingerprintTyped).click();
    await supervisor.sees(supervisor.t.fingerprintGiven);
  });

  test('signs with the own slip only', async () => {
    const field = supervisor.person.page.getByLabel(supervisor.t.slipLabel);
    await field.fill(hall.slip(1).code);
    await supervisor.button(supervisor.t.slipUse).click();
    await supervisor.sees(supervisor.t.slipRefused);
    await field.fill(hall.officialCode(OBSERVER));
    await supervisor.button(supervisor.t.slipUse).click();
    await supervisor.sees(supervisor.t.signedInAs(OBSERVER));
    await supervisor.sees(supervisor.t.ownKey);
    await lookAt(supervisor.person, 'supervisor-zero', { whole: true });
  });

  test('signs the zero check over the empty box', async () => {
    await supervisor.button(supervisor.t.statementsOf['zero-check']).click(PATIENT);
    await lookAt(supervisor.person, 'supervisor-signs');
    await supervisor.person.page.keyboard.press('Escape');
    await supervisor.signs('zero-check');
  });

  test('goes on by itself when the server was killed and is back', async () => {
    await hall.killServer();
    await supervisor.sees(supervisor.t.offline);
    await lookAt(supervisor.person, 'supervisor-offline');
    await hall.startServer();
    await supervisor.person.page
      .getByText(supervisor.t.offline)
      .waitFor({ state: 'hidden', ...PATIENT });
    await allVerified();
    await supervisor.sees(supervisor.t.signedAlready['zero-check']);
    // Trustees and the witness come back as well, and the page says who is there.
    const there = supervisor.person.page.getByRole('cell', { name: supervisor.t.present });
    await until('all laptops to be back', async () => {
      return (await there.count()) === TRUSTEES.length + 1;
    });
  });

  test('verifies every entry while deputies check in and vote', async () => {
    await hall.chair('check-in');
    voters = hall.simulate(1, PRESENT, '--seed', '7');
    await until('all to check in', async () => {
      const text = await supervisor.person.page.locator('dl.numbers').innerText();
      return text.split(/\s+/).includes(String(PRESENT));
    });
    await lookAt(supervisor.person, 'supervisor-check-in', { whole: true });
    await hall.chair('open');
    await supervisor.sees(supervisor.t.kinds.ballot);
    await lookAt(supervisor.person, 'supervisor-voting');
    await voters.finished();
  });

  test('shows no result before there is one, and nothing public before it is announced', async () => {
    reader = await house.person('reader', { device: 'laptop' });
    await reader.go('/result/');
    await reader.page.getByText(words.notPublic).waitFor(PATIENT);
    await lookAt(reader, 'result-not-public');
    await hall.chair('close');
    await supervisor.sees(supervisor.t.resultBeforeAnnounced);
    await allVerified();
    await lookAt(supervisor.person, 'supervisor-tallied', { whole: true });
    expect(await reader.page.getByText(words.notPublic).isVisible()).toBe(true);
  });

  test('signs "verified" only with a good verdict of its own', async () => {
    await supervisor.button(supervisor.t.fingerprintUndo).click();
    await supervisor.sees(supervisor.t.obstacle({ kind: 'fingerprint' }));
    expect(await supervisor.button(supervisor.t.statementsOf.verified).isDisabled()).toBe(true);
    await supervisor.button(supervisor.t.fingerprintSame).click();
    await supervisor.signs('verified');
  });

  test('an objection stands in the log for everybody', async () => {
    const text = '监督员的异议：投影中断约两分钟。';
    await supervisor.person.page.getByLabel(supervisor.t.objectionLabel).fill(text);
    await supervisor.button(supervisor.t.statementsOf.objection).click();
    const dialog = supervisor.person.page.getByRole('dialog');
    await dialog.getByRole('button', { name: supervisor.t.sign, exact: true }).click();
    await supervisor.sees(supervisor.t.done);
    await supervisor.person.page.locator('#people').getByText(text).waitFor(PATIENT);
  });

  test('a tracking code that is in no ballot is not found', async () => {
    await supervisor.person.page.getByLabel(supervisor.t.lookupLabel).fill('0000 0000 0000 000o');
    await supervisor.button(supervisor.t.lookupButton).click();
    await supervisor.sees(supervisor.t.lookupMissing);
    await supervisor.sees('0000-0000-0000-0000');
  });

  test('a tracking code of a ballot is found in the log, verified and counted', async () => {
    await hall.pingyi('export', '--session', hall.public, '--out', hall.path('record'));
    const { code, leaf } = await someBallot(hall.path('record'));
    const { page } = supervisor.person;
    const field = page.getByLabel(supervisor.t.lookupLabel);
    await field.fill(code.toLowerCase().replaceAll('-', ' '));
    await field.press('Enter');
    await supervisor.sees(supervisor.t.lookupFound(leaf));
    const asked = supervisor.person.requests.map(({ url, body }) => url + String(body));
    expect(asked.some((request) => request.includes('/Follow'))).toBe(true);
    expect(asked.filter((request) => request.includes(code))).toEqual([]);
    await lookAt(supervisor.person, 'supervisor-found');
  });

  test('all 19 items pass once the result is announced', async () => {
    await hall.chair('announce');
    await supervisor.sees(supervisor.t.overallPass);
    await lookAt(supervisor.person, 'supervisor-announced', { whole: true });
    const marks = supervisor.person.page.locator('#verdict td.verdict');
    expect(await marks.allInnerTexts()).toEqual(Array(19).fill(supervisor.t.pass));
    expect(await supervisor.person.page.locator('#result').innerText()).toContain('廉江市');
  });

  test('prints a report of the verification on A4', async () => {
    const path = hall.path('report.pdf');
    await supervisor.person.page.pdf({ path, preferCSSPageSize: true });
    expect(execFileSync('pdfinfo', [path], { encoding: 'utf8' })).toMatch(/\(A4\)/);
    const text = execFileSync('pdftotext', [path, '-'], { encoding: 'utf8' });
    expect(text).toContain(supervisor.t.printed);
    expect(text).toContain(supervisor.t.overallPass);
    expect(text).not.toContain(supervisor.t.lookupHeading);
  });

  test('a server that alters one bit of the log is found out', async () => {
    const misled = await house.person('misled', { device: 'laptop' });
    await misled.context.addInitScript(lieOnce);
    await misled.go('/supervisor/');
    const { t } = supervisor;
    await misled.page.getByText(t.standing.bad).first().waitFor(PATIENT);
    await misled.page.getByText(t.duty({ kind: 'failed' })).waitFor(PATIENT);
    expect(await misled.page.locator('#result').innerText()).not.toContain('廉江市');
    await lookAt(misled, 'supervisor-failed', { whole: true });
    await misled.go('/result/');
    await misled.page.getByText(words.failed).waitFor(PATIENT);
    await lookAt(misled, 'result-failed');
    await misled.leave();
  });

  test('works at 200 % and by the keyboard alone', async () => {
    const close = await house.person('close reader', { device: 'laptop', zoom: 2 });
    await close.go('/supervisor/');
    const { t } = supervisor;
    await close.page.getByText(t.standing.good).waitFor(PATIENT);
    await lookAt(close, 'supervisor-at-200-percent');
    await tabTo(close, t.slipLabel);
    await close.page.keyboard.type(hall.officialCode(OBSERVER).toLowerCase());
    await close.page.keyboard.press('Enter');
    await close.page.getByText(t.signedInAs(OBSERVER)).waitFor(PATIENT);
    await tabTo(close, t.objectionLabel);
    await close.page.keyboard.type('键盘');
    await tabTo(close, t.statementsOf.objection);
    await close.page.keyboard.press('Enter');
    await close.page.getByRole('dialog').waitFor(PATIENT);
    await close.page.keyboard.press('Escape');
    await close.page.getByRole('dialog').waitFor({ state: 'hidden', ...PATIENT });
    await close.leave();
  });

  test('a reload verifies it all again, and keeps no key', async () => {
    await supervisor.person.page.reload();
    await allVerified();
    expect(await supervisor.person.page.getByLabel(supervisor.t.slipLabel).isVisible()).toBe(true);
  });
});

describe('the result sheet', () => {
  test('shows what the command line counts, and saves the same CSV to the byte', async () => {
    await reader.page.getByText(words.verifiedHere).waitFor(PATIENT);
    await lookAt(reader, 'result-announced', { whole: true });
    const file = hall.path('result.csv');
    await hall.pingyi('result', '--session', hall.public, '--csv', file);
    expect((await saved(words.csv)).equals(readFileSync(file))).toBe(true);
  });

  test.each(['portrait', 'phone'] as const)(
    'is read on a %s too, in large type',
    async (device) => {
      const other = await house.person(`reader ${device}`, { device });
      await other.context.addInitScript(() => localStorage.setItem('pingyi-type-size', '30'));
      await other.go('/result/');
      await other.page.getByText(words.verifiedHere).waitFor(PATIENT);
      await lookAt(other, 'result-large');
      await other.go('/supervisor/');
      await other.page.getByText(supervisor.t.standing.good).waitFor(PATIENT);
      await lookAt(other, 'supervisor-large');
      await other.leave();
    },
  );

  test('saves a spreadsheet with the numbers of the command line’s', async () => {
    const file = hall.path('result.xlsx');
    writeFileSync(file, await saved(words.xlsx));
    const base = hall.path('sheet');
    await hall.pingyi('result', '--session', hall.public, '--sheet', base);
    const rows = numbersOf(file);
    expect(rows).toHaveLength(27);
    expect(rows).toEqual(numbersOf(`${base}.xlsx`));
  });

  test.each(['zh', 'en'] as const)(
    'reads aloud what the command line says, in %s',
    async (lang) => {
      const page = await house.person(`reader of the script ${lang}`, {
        device: 'laptop',
        language: lang,
      });
      await page.go('/result/');
      const lines = page.page.locator('section.script p');
      await lines.first().waitFor(PATIENT);
      const file = hall.path(`script-${lang}.txt`);
      await hall.pingyi('result', '--session', hall.public, '--script', file, '--lang', lang);
      expect(await lines.allInnerTexts()).toEqual(readFileSync(file, 'utf8').trim().split('\n'));
      await page.leave();
    },
  );

  test.each(['zh', 'en'] as const)('prints on exactly one page of A4 in %s', async (language) => {
    if (language === 'en')
      await reader.page.getByRole('button', { name: 'English' }).click(PATIENT);
    const path = hall.path(`sheet-${language}.pdf`);
    await reader.page.pdf({ path, preferCSSPageSize: true });
    const info = execFileSync('pdfinfo', [path], { encoding: 'utf8' });
    expect(info).toMatch(/Pages:\s+1\n/);
    expect(info).toMatch(/Page size:\s+59\d\.\d+ x 84\d\.\d+ pts \(A4\)/);
    const text = execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' });
    // First and last department, and the last line for a signature, are on it.
    const rows = readFileSync(hall.path('departments.csv'), 'utf8').trim().split('\n');
    const name = rows.at(-1)?.split(',')[1] ?? '';
    expect(text).toContain(language === 'zh' ? name : 'Zhanjiang Municipal Ecology');
    expect(text).toContain(language === 'zh' ? '计票人' : 'Teller');
    expect(text.replace(/\s/g, '')).toContain(hall.fingerprint);
  });
});

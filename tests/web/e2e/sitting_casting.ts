// From the review to the receipt: submitted, tested, cut off, by the keyboard alone.
import { expect, test } from 'vitest';
import { challengeStrings } from '../../../client/web/src/ui/strings/challenge';
import { lookAt } from './looks';
import { PATIENCE_MS } from './programs';
import { tellsNothing } from './secrecy';
import { sitting as s } from './sitting';

const PATIENT = { timeout: PATIENCE_MS };
const BALLOT_BYTES = 4_768;

export function casting(): void {
  test('submitted once, sealed, accepted, and cleared', async () => {
    await lookAt(s.scanning.person, 'deputy-review');
    s.cast = await s.scanning.trackingCode();
    // What is sent arrives, and the answer waits until everybody has looked.
    s.scanning.person.wifi.weather = 'deaf';
    await s.scanning.submit();
    await s.scanning.isSending();
    await lookAt(s.scanning.person, 'deputy-sending');
    s.scanning.person.wifi.weather = 'good';
    await s.scanning.isAccepted();
    await lookAt(s.scanning.person, 'deputy-accepted');
    await tellsNothing(s.scanning.person, s.scanning.slip, s.scanning.choices);
    await s.scanning.finish();
    await lookAt(s.scanning.person, 'deputy-cleared');
    expect(await s.scanning.page.content()).not.toContain(s.cast);
    await tellsNothing(s.scanning.person, s.scanning.slip, s.scanning.choices);
    await s.scanning.followSlip();
    await s.scanning.isStopped('voted');
    await lookAt(s.scanning.person, 'deputy-voted');
  });

  test('a tested ballot is checked on another device, and never cast', async () => {
    await s.testing.fill();
    await s.testing.toReview();
    const first = await s.testing.trackingCode();
    await s.testing.press(s.testing.t.review.test);
    await lookAt(s.testing.person, 'deputy-asks-test');
    const checker = await s.house.person('checker', { device: 'phone' });
    const words = challengeStrings.zh;
    const scan = async (button: string, label: string): Promise<void> => {
      await s.house.showScreen(s.testing.page.getByRole('img', { name: label }).last());
      await checker.page.getByRole('button', { name: button, exact: true }).click(PATIENT);
    };
    await checker.go('/challenge/');
    await lookAt(checker, 'challenge-empty');
    await scan(words.scanFirst, s.testing.t.review.code);
    await checker.page.getByText(first).first().waitFor(PATIENT);
    await s.testing.press(s.testing.t.review.testYes);
    await s.testing.sees(s.testing.t.tested.title);
    await lookAt(s.testing.person, 'deputy-tested');
    await scan(words.scanSecond, s.testing.t.tested.qr);
    await checker.page.getByText(words.agrees).waitFor(PATIENT);
    await lookAt(checker, 'challenge-agrees');
    const found = await checker.page.locator('tbody td').allInnerTexts();
    expect(found).toEqual(s.testing.choices.map((choice) => s.ballot.level(choice, 'zh')));
    await s.testing.press(s.testing.t.tested.back);
    await s.testing.toReview();
    expect(await s.testing.trackingCode()).not.toBe(first);
    s.tested = first;
    await s.testing.submit();
    await s.testing.isAccepted();
  });

  test('a ballot whose receipt was lost on the way counts once', async () => {
    await s.cutOff.fill();
    await s.cutOff.toReview();
    const { wifi } = s.cutOff.person;
    const lost = wifi.loseAnswerTo(BALLOT_BYTES);
    await s.cutOff.submit();
    await s.cutOff.isSending();
    await lost;
    wifi.weather = 'cut';
    await s.cutOff.sees(s.cutOff.t.sending.offline);
    await lookAt(s.cutOff.person, 'deputy-sending-offline');
    // Nor does a tablet without power forget it.
    s.cutOff.person.wifi.weather = 'good';
    await s.cutOff.person.powerCycle('/');
    await s.cutOff.followSlip();
    await s.cutOff.isAccepted();
  });

  test('by the keyboard alone to the receipt; loaded again or cut off there, nothing changes', async () => {
    const { person, page } = s.inEnglish;
    await s.inEnglish.fillByKeyboard();
    await person.tabTo(s.inEnglish.button(s.inEnglish.t.ballot.toReview));
    await page.keyboard.press('Enter');
    await s.inEnglish.sees(s.inEnglish.t.review.title);
    await person.tabTo(s.inEnglish.button(s.inEnglish.t.review.submit));
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await person.tabTo(dialog.getByRole('button', { name: s.inEnglish.t.review.sureYes }));
    await page.keyboard.press('Enter');
    await s.inEnglish.isAccepted();
    const code = await s.inEnglish.trackingCode();
    await person.powerCycle('/');
    await s.inEnglish.followSlip();
    await s.inEnglish.isAccepted();
    expect(await s.inEnglish.trackingCode()).toBe(code);
    person.wifi.weather = 'cut';
    await s.inEnglish.finish();
    person.wifi.weather = 'good';
    await tellsNothing(s.inEnglish.person, s.inEnglish.slip, s.inEnglish.choices);
  });
}

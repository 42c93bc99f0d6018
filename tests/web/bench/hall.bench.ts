// What people in a hall wait for, in milliseconds, with the real programs and
// Chromium on this machine and everything that runs on it in them. Prints; the
// only claims are that things happen.
//
//     npm run bench              (PINGYI_BENCH_DEPUTIES, default 300)
import { afterAll, beforeAll, describe, test } from 'vitest';
import { screenStrings } from '../../../client/web/src/ui/strings/screen';
import { Ballot } from '../e2e/ballot';
import { Deputy } from '../e2e/deputy';
import { Hall } from '../e2e/hall';
import { Screen } from '../e2e/officials';
import { House, type Person } from '../e2e/people';
import { delay, type Program, until } from '../e2e/programs';

const DEPUTIES = Number(process.env['PINGYI_BENCH_DEPUTIES'] ?? 300);
const TABLETS = 5;
const scenes = screenStrings.zh.scenes;

let hall: Hall;
let house: House;
let ballot: Ballot;
let screen: Screen;
let voters: Program;
const tablets: Deputy[] = [];

function print(what: string, values: readonly number[], unit = 'ms'): void {
  const sorted = [...values].sort((a, b) => a - b);
  const [median, worst] = [sorted[sorted.length >> 1] ?? NaN, sorted.at(-1) ?? NaN];
  const each = sorted.length > 1 ? `, slowest ${worst.toFixed(0)}, of ${sorted.length}` : '';
  console.log(`${what.padEnd(52)} ${median.toFixed(0).padStart(7)} ${unit}${each}`);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

// Notes when the page's text first holds each of `texts`, by the page's own
// clock, from now on.
async function noteWhen(person: Person, texts: readonly string[]): Promise<void> {
  await person.page.evaluate((wanted) => {
    const seen: Record<string, number> = {};
    (globalThis as unknown as { seen: typeof seen }).seen = seen;
    const look = (): void => {
      const text = document.body.innerText;
      for (const one of wanted) {
        if (text.includes(one)) {
          seen[one] ??= Date.now();
        }
      }
    };
    new MutationObserver(look).observe(document.body, {
      childList: true,
      subtree: true,
      characterData: true,
    });
  }, texts);
}

async function seenAt(person: Person, text: string): Promise<number> {
  return until(`${person.name} to show ${text}`, () =>
    person.page.evaluate(
      (wanted) => (globalThis as unknown as { seen: Record<string, number> }).seen[wanted],
      text,
    ),
  );
}

beforeAll(async () => {
  // Sent at once, so that the times are the machine's.
  hall = await Hall.ready({
    deputies: DEPUTIES + TABLETS,
    sendWindowSeconds: 0,
    mixBatch: 8,
    lateCheckIn: true,
  });
  ballot = new Ballot(hall);
  house = await House.open(hall);
});

afterAll(async () => {
  await house?.close();
  await hall?.end(true);
});

describe(`a hall of ${DEPUTIES} simulated and ${TABLETS} browser deputies`, () => {
  test('the pages load', async () => {
    const loads: number[] = [];
    let received = 0;
    for (let n = 1; n <= TABLETS; n += 1) {
      loads.push(
        await timed(async () => {
          tablets.push(await Deputy.sitDown(house, hall.slip(DEPUTIES + n), ballot));
        }),
      );
      received = tablets.at(-1)?.person.wifi.received ?? 0;
    }
    print("first load of the deputy's page, to the slip", loads);
    print('  received for it, TLS included', [received / 1024], 'KiB');
    screen = await Screen.hang(house);
    await screen.shows('preparing');
  });

  test('deputies check in and vote', async () => {
    await hall.chair('check-in');
    voters = hall.simulate(1, DEPUTIES, '--seed', '2019');
    await hall.pingyi('watch', '--session', hall.public, '--checked-in', String(DEPUTIES));
    const half = TABLETS >> 1;
    const slips: number[] = [];
    for (const tablet of tablets.slice(0, half)) {
      slips.push(
        await timed(async () => {
          await tablet.followSlip();
          await tablet.isWaiting();
        }),
      );
    }
    print('slip to checked in (page loaded anew)', slips);
    await hall.chair('open');
    const late: number[] = [];
    for (const tablet of tablets.slice(half)) {
      late.push(
        await timed(async () => {
          await tablet.followSlip();
          await tablet.hasBallot();
        }),
      );
    }
    print('slip to ballot, while all others vote', late);
    await voters.finished();
  });

  test('ballots are made and sent', async () => {
    const [encrypted, accepted]: [number[], number[]] = [[], []];
    for (const tablet of tablets) {
      await tablet.hasBallot();
      await tablet.fill();
      encrypted.push(await timed(() => tablet.toReview()));
      // As long as it takes to read.
      await delay(2_000);
      const { t } = tablet;
      await noteWhen(tablet.person, [t.sending.title, t.accepted.title]);
      const start = Date.now();
      await tablet.submit();
      accepted.push((await seenAt(tablet.person, t.accepted.title)) - start);
    }
    print('"review" to the code of the encrypted ballot', encrypted);
    print('submit to accepted, send window 0', accepted);
  });

  test('the chair closes', async () => {
    const shown = [scenes.closing, scenes.counting, scenes.ready, scenes.result];
    await noteWhen(screen.person, shown);
    const start = Date.now();
    await hall.chair('close');
    const ready = await seenAt(screen.person, scenes.ready);
    const closing = await seenAt(screen.person, scenes.closing);
    print('chair\'s order to "closing" on the hall screen', [closing - start]);
    print('from there to counted on the hall screen', [ready - closing]);
    const order = Date.now();
    await hall.chair('announce');
    print('announce to the counts on the hall screen', [
      (await seenAt(screen.person, scenes.result)) - order,
    ]);
  });
});

// Somebody in the hall with a device of their own: a browser context, its own
// way to the server, and a record of all that the page loads and says.
import {
  chromium,
  type Browser,
  type BrowserContext,
  type Locator,
  type Page,
  type Request,
} from 'playwright-core';
import { Hall } from './hall';
import { holdBeforeCamera, pictureOf, type Picture } from './camera';
import { Wifi } from './wifi';

const CHROMIUM = process.env['PINGYI_CHROMIUM'] ?? '/usr/bin/chromium';

// More than any page has.
const MOST_TABS = 200;

export type Language = 'zh' | 'en';

export const VIEWPORTS = {
  tablet: { width: 1280, height: 800 },
  portrait: { width: 768, height: 1024 },
  phone: { width: 390, height: 844 },
  laptop: { width: 1440, height: 900 },
  screen: { width: 1920, height: 1080 },
} as const;
export type Device = keyof typeof VIEWPORTS;

export interface PersonOptions {
  device?: Device;
  language?: Language;
  // 2 is a browser's zoom of 200 %.
  zoom?: number;
}

export class Person {
  // Everything the page asked for, in order.
  readonly requests: { url: string; method: string; body: Buffer | null }[] = [];
  // Whatever was printed or thrown.
  readonly said: string[] = [];
  readonly errors: string[] = [];
  // The content security policy of each page that was opened.
  readonly policies: string[] = [];
  // Addresses and titles that anybody could see.
  readonly seen = new Set<string>();

  private constructor(
    readonly name: string,
    // Names its pictures.
    readonly device: string,
    readonly context: BrowserContext,
    readonly wifi: Wifi,
    public page: Page,
  ) {}

  static async enter(
    browser: Browser,
    hall: Hall,
    name: string,
    options: PersonOptions = {},
  ): Promise<Person> {
    const device = options.device ?? 'tablet';
    const { width, height } = VIEWPORTS[device];
    const zoom = options.zoom ?? 1;
    const context = await browser.newContext({
      viewport: { width: Math.round(width / zoom), height: Math.round(height / zoom) },
      deviceScaleFactor: zoom,
      hasTouch: device !== 'laptop' && device !== 'screen',
      locale: options.language === 'en' ? 'en-GB' : 'zh-CN',
      permissions: ['camera'],
    });
    const wifi = await Wifi.to(hall.port);
    const person = new Person(
      name,
      zoom === 1 ? device : `${device}-zoomed`,
      context,
      wifi,
      await context.newPage(),
    );
    context.on('request', (request) => person.#asked(request));
    person.#watch(person.page);
    if (options.language === 'en') {
      await context.addInitScript(() => localStorage.setItem('pingyi-language', 'en'));
    }
    return person;
  }

  async go(path: string): Promise<void> {
    await this.page.goto(`${this.wifi.origin}${path}`);
  }

  // Presses Tab until it has the focus; fails if it never does.
  async tabTo(target: Locator): Promise<void> {
    await target.waitFor();
    for (let press = 0; press < MOST_TABS; press += 1) {
      await this.page.keyboard.press('Tab');
      if (await target.evaluate((element) => element === document.activeElement)) {
        return;
      }
    }
    throw new Error(`${this.name}: the keyboard does not reach ${target.toString()}`);
  }

  // As after a power cut: everything in memory is gone, what is stored stays.
  async powerCycle(path: string): Promise<void> {
    await this.page.close({ runBeforeUnload: false });
    this.page = await this.context.newPage();
    this.#watch(this.page);
    await this.go(path);
  }

  async leave(): Promise<void> {
    await this.context.close();
    this.wifi.close();
  }

  // Notes what address bar, title and history say now.
  async look(): Promise<void> {
    this.seen.add(this.page.url());
    this.seen.add(await this.page.title());
    const browser = await this.context.newCDPSession(this.page);
    const { entries } = await browser.send('Page.getNavigationHistory');
    entries.forEach(({ url, title }) => this.seen.add(`${url} ${title}`));
    await browser.detach();
  }

  #asked(request: Request): void {
    this.requests.push({
      url: request.url(),
      method: request.method(),
      body: request.postDataBuffer(),
    });
  }

  #watch(page: Page): void {
    page.on('console', (message) => this.said.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => this.errors.push(String(error.stack ?? error)));
    page.on('response', (response) => {
      if (response.request().resourceType() === 'document') {
        this.policies.push(response.headers()['content-security-policy'] ?? '');
      }
    });
    page.on('worker', (worker) => this.seen.add(worker.url()));
  }
}

// One Chromium that knows the hall's server, and everybody who uses it.
export class House {
  readonly people: Person[] = [];
  readonly #film: string;

  private constructor(
    readonly hall: Hall,
    readonly browser: Browser,
    film: string,
  ) {
    this.#film = film;
  }

  static async open(hall: Hall): Promise<House> {
    const film = hall.path('camera.y4m');
    holdBeforeCamera(film, pictureOf('nothing yet'));
    const browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: [
        `--ignore-certificate-errors-spki-list=${hall.trustedKey}`,
        '--use-fake-ui-for-media-stream',
        '--use-fake-device-for-media-stream',
        `--use-file-for-fake-video-capture=${film}`,
        '--lang=zh-CN',
      ],
    });
    return new House(hall, browser, film);
  }

  async person(name: string, options: PersonOptions = {}): Promise<Person> {
    const person = await Person.enter(this.browser, this.hall, name, options);
    this.people.push(person);
    return person;
  }

  // Holds a QR code before whichever camera is switched on next.
  show(text: string): void {
    holdBeforeCamera(this.#film, pictureOf(text));
  }

  // Holds another device's screen, or a part of it, before that camera.
  async showScreen(part: Locator): Promise<void> {
    const png = (await part.screenshot()).toString('base64');
    const page = await this.browser.newPage();
    const picture = await page.evaluate(async (base64): Promise<Picture> => {
      const bytes = Uint8Array.from(atob(base64), (symbol) => symbol.charCodeAt(0));
      const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
      const canvas = new OffscreenCanvas(image.width, image.height);
      const context = canvas.getContext('2d')!;
      context.drawImage(image, 0, 0);
      const { data } = context.getImageData(0, 0, image.width, image.height);
      // Black and white show alike in every channel.
      const luma = Array.from({ length: image.width * image.height }, (_, i) => data[4 * i]!);
      return { width: image.width, height: image.height, luma };
    }, png);
    await page.close();
    holdBeforeCamera(this.#film, picture);
  }

  async close(): Promise<void> {
    await this.browser.close();
    this.people.forEach((person) => person.wifi.close());
  }
}

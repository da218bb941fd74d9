import { type ReactNode, useState } from 'react';
import { cx } from '../components/cx.ts';
import { Button } from '../components/button.tsx';
import classes from './gallery.module.css';
import type { Story } from './story.ts';
import { BUTTON_STORIES } from './stories/buttons.tsx';
import { CHOICE_STORIES } from './stories/choices.tsx';
import { FIELD_STORIES } from './stories/fields.tsx';
import { LIST_STORIES } from './stories/lists.tsx';
import { MESSAGE_STORIES } from './stories/messages.tsx';
import { OVERLAY_STORIES } from './stories/overlays.tsx';
import { PAGE_STORIES } from './stories/pages.tsx';
import { PLOT_STORIES } from './stories/plots.tsx';
import { PROGRESS_STORIES } from './stories/progress.tsx';
import { TEXT_STORIES } from './stories/texts.tsx';

const STORIES: readonly Story[] = [
  ...BUTTON_STORIES,
  ...FIELD_STORIES,
  ...CHOICE_STORIES,
  ...MESSAGE_STORIES,
  ...PROGRESS_STORIES,
  ...PLOT_STORIES,
  ...TEXT_STORIES,
  ...LIST_STORIES,
  ...OVERLAY_STORIES,
  ...PAGE_STORIES,
];

const SCHEMES = ['light dark', 'light', 'dark'] as const;
const SCHEME_NAMES = { 'light dark': 'As the system', light: 'Light', dark: 'Dark' } as const;

/** Every component of the window in every state: to look at, and for the photographs. */
export function Gallery() {
  const [scheme, setScheme] = useState<(typeof SCHEMES)[number]>('light dark');
  const [wantsContrast, setContrast] = useState(false);
  return (
    <div className={classes.gallery}>
      {/* What lies over the page hangs on the body: the root has the say for that, too. */}
      <style>{`:root { color-scheme: ${scheme}; ${wantsContrast ? highContrastTokens() : ''} }`}</style>
      <header className={classes.bar}>
        <h1 className={classes.title}>Components</h1>
        {SCHEMES.map((one) => (
          <Button
            key={one}
            size="s"
            tone={one === scheme ? 'primary' : 'quiet'}
            onPress={() => setScheme(one)}
          >
            {SCHEME_NAMES[one]}
          </Button>
        ))}
        <Button
          size="s"
          tone={wantsContrast ? 'primary' : 'quiet'}
          onPress={() => setContrast(!wantsContrast)}
        >
          More contrast
        </Button>
      </header>
      <nav className={classes.links} aria-label="Components">
        {STORIES.map(({ title }) => (
          <a key={title} href={`#${idOf(title)}`}>
            {title}
          </a>
        ))}
      </nav>
      <main>
        {STORIES.map((story) => (
          <StoryOf key={story.title} {...story} />
        ))}
      </main>
    </div>
  );
}

function StoryOf({ title, states }: Story) {
  return (
    <section className={classes.story} id={idOf(title)} aria-label={title}>
      <h2 className={classes.storyTitle}>{title}</h2>
      <div className={classes.states}>
        {states.map(({ name, shows, isWide }) => (
          <Specimen key={name} name={name} isWide={isWide ?? false}>
            {shows}
          </Specimen>
        ))}
      </div>
    </section>
  );
}

function Specimen(props: {
  readonly name: string;
  readonly isWide: boolean;
  readonly children: ReactNode;
}) {
  return (
    <div className={cx(classes.state, props.isWide && classes.wide)}>
      <span className={classes.name}>{props.name}</span>
      <div className={classes.specimen}>{props.children}</div>
    </div>
  );
}

function idOf(title: string): string {
  return title.toLowerCase().replaceAll(/\W+/g, '-');
}

/** What the style sheets say to whoever asks the system for more contrast. */
function highContrastTokens(): string {
  return [...document.styleSheets]
    .flatMap((sheet) => [...sheet.cssRules])
    .filter((rule) => rule instanceof CSSMediaRule)
    .filter(({ conditionText }) => conditionText.includes('prefers-contrast: more'))
    .flatMap((media) => [...media.cssRules])
    .filter((rule) => rule instanceof CSSStyleRule)
    .map((rule) => rule.style.cssText)
    .join('');
}

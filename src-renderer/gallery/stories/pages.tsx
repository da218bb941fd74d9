import { Button } from '#renderer/components/button.tsx';
import { DialogFoot } from '#renderer/components/dialog.tsx';
import { Page } from '#renderer/components/page.tsx';
import { ViewHead } from '#renderer/components/view-head.tsx';
import { Wizard } from '#renderer/components/wizard.tsx';
import classes from '../gallery.module.css';
import { HOSTILE, LONG, type Story } from '../story.ts';

const STEPS = ['Choose', 'Look at the changes', 'Done'];

export const PAGE_STORIES: readonly Story[] = [
  {
    title: 'Page',
    states: [
      {
        name: 'title and lead',
        isWide: true,
        shows: (
          <div className={classes.frame}>
            <Page title="Keys" lead="Each user has two places for a key.">
              <p>{LONG}</p>
            </Page>
          </div>
        ),
      },
    ],
  },
  {
    title: 'Wizard',
    states: STEPS.map((step, current) => ({
      name: `at “${step}”`,
      isWide: true,
      shows: (
        <Wizard
          title="Use what is in my AWS files"
          stepsLabel="Steps"
          steps={STEPS}
          current={current}
        >
          <DialogFoot>
            <Button tone="primary">Go on</Button>
          </DialogFoot>
        </Wizard>
      ),
    })),
  },
  {
    title: 'View head',
    states: [
      {
        name: 'default',
        isWide: true,
        shows: (
          <ViewHead title="Activity" lead="What was obtained, and why.">
            <Button icon="save">Export as CSV</Button>
          </ViewHead>
        ),
      },
      {
        name: 'long and hostile text',
        isWide: true,
        shows: (
          <ViewHead title={`Report ${LONG}`} lead={HOSTILE}>
            <Button icon="save">Export as CSV</Button>
          </ViewHead>
        ),
      },
    ],
  },
];

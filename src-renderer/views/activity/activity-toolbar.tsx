import { Input } from 'react-aria-components/Input';
import { SearchField } from 'react-aria-components/SearchField';
import { ToggleButton } from 'react-aria-components/ToggleButton';
import { ToggleButtonGroup } from 'react-aria-components/ToggleButtonGroup';
import { Button } from '#renderer/components/button.tsx';
import { Icon } from '#renderer/components/icon.tsx';
import { IconButton } from '#renderer/components/icon-button.tsx';
import { ACTIVITY_WORDS } from '#renderer/words/activity.ts';
import { type Group, GROUPS } from './shown-entries.ts';
import type { ShownActivity } from './use-shown-activity.ts';
import classes from './activity-toolbar.module.css';

/** What happened, each kind a filter; something to look for; and how many entries are shown. */
export function ActivityToolbar({ activity }: { readonly activity: ShownActivity }) {
  const { group, target, query, shown, entries } = activity;
  const isFiltered = group !== null || target !== null || query !== '';
  return (
    <div className={classes.toolbar}>
      <ToggleButtonGroup
        className={classes.group ?? ''}
        aria-label={ACTIVITY_WORDS.kinds}
        selectionMode="single"
        selectedKeys={group === null ? [] : [group]}
        onSelectionChange={([chosen]) => {
          const next = (chosen ?? group) as Group | null;
          if (next !== null) activity.toggleGroup(next);
        }}
      >
        {GROUPS.map((one) => (
          <ToggleButton key={one} id={one} className={classes.kind ?? ''}>
            {ACTIVITY_WORDS.groups[one]}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      <div className={classes.line}>
        <SearchField
          className={classes.search ?? ''}
          aria-label={ACTIVITY_WORDS.find}
          value={query}
          onChange={activity.find}
        >
          <span className={classes.searchIcon}>
            <Icon name="search" size={14} />
          </span>
          <Input className={classes.input ?? ''} placeholder={ACTIVITY_WORDS.find} data-filter="" />
          {query === '' ? null : (
            <IconButton icon="close" size="s" label={ACTIVITY_WORDS.clearFind} />
          )}
        </SearchField>
        <span className={classes.shown} role="status">
          {ACTIVITY_WORDS.shown(shown.length, entries.length, activity.hasMore)}
          {target === null ? null : (
            <span className={classes.target}> {ACTIVITY_WORDS.ofTarget(target)}</span>
          )}
        </span>
        {isFiltered ? (
          <Button tone="plain" size="s" onPress={activity.showAll}>
            {ACTIVITY_WORDS.all}
          </Button>
        ) : null}
        <span className={classes.apart}>
          <ToggleButton
            className={classes.kind ?? ''}
            isSelected={activity.hasPicture}
            onChange={activity.showPicture}
          >
            {ACTIVITY_WORDS.picture}
          </ToggleButton>
        </span>
      </div>
    </div>
  );
}

import type { Target } from '#shared/contract/things.ts';
import type { MenuAction } from '#renderer/components/action-menu.tsx';
import { useCopyText } from '#renderer/state/use-copy-text.ts';
import { useOpenDialog, useSnapshot, useWorld } from '#renderer/state/world.ts';
import { SWITCH_WORDS } from '#renderer/words/switch.ts';
import { useTargetTask } from './use-target-task.ts';

/** Everything one can do with a target besides switching to it. */
export function useTargetActions(target: Target): readonly MenuAction[] {
  const openDialog = useOpenDialog();
  const copyText = useCopyText();
  const { api, switching, toasts } = useWorld();
  const task = useTargetTask(target.name);
  const pinned = useSnapshot(({ habits }) => habits.pinned);
  const isPinned = pinned.includes(target.name);
  const identity = useSnapshot(({ identities }) =>
    target.kind === 'identity'
      ? (identities.find(({ name }) => name === target.name) ?? null)
      : null,
  );
  const { profile, name } = target;

  const togglePin = async () => {
    const at = pinned.indexOf(name);
    const isDone = await switching.pin(name, at === -1);
    if (isDone && at !== -1)
      toasts.show(SWITCH_WORDS.unpinned(name), {
        bringBack: () => api.habits.pin({ target: name, isPinned: true, at }),
        done: SWITCH_WORDS.pinnedAgain(name),
      });
  };
  const copies: MenuAction[] = [
    {
      id: 'copy-profile',
      icon: 'copy',
      label: SWITCH_WORDS.copyProfile,
      code: SWITCH_WORDS.copyAssignment(profile),
      run: () => copyText(SWITCH_WORDS.copyAssignment(profile)),
    },
    {
      id: 'copy-export',
      icon: 'copy',
      label: SWITCH_WORDS.copyProfileExport,
      code: SWITCH_WORDS.copyExport(profile),
      run: () => copyText(SWITCH_WORDS.copyExport(profile)),
    },
  ];
  const stop: MenuAction[] =
    target.session.state === 'active'
      ? [{ id: 'stop', icon: 'stop', label: SWITCH_WORDS.stop, run: task.stop }]
      : [];
  const pin: MenuAction = {
    id: 'pin',
    icon: isPinned ? 'unpin' : 'pin',
    label: isPinned ? SWITCH_WORDS.unpin : SWITCH_WORDS.pin,
    run: () => void togglePin(),
  };
  const edits: MenuAction[] = [
    {
      id: 'difference',
      icon: 'files',
      label: SWITCH_WORDS.showChanges,
      run: () => openDialog({ kind: 'show-difference', target: name }),
    },
    {
      id: 'profile',
      icon: 'edit',
      label: SWITCH_WORDS.changeProfile,
      run: () => openDialog({ kind: 'set-profile', target: name }),
    },
    ...(target.kind === 'role'
      ? [
          {
            id: 'edit',
            icon: 'edit',
            label: SWITCH_WORDS.editRole,
            run: () => openDialog({ kind: 'edit-role', name }),
          } as const,
        ]
      : []),
    {
      id: 'add-role',
      icon: 'plus',
      label: SWITCH_WORDS.addRoleFrom,
      run: () => openDialog({ kind: 'add-role', source: name }),
    },
  ];
  const ofIdentity: MenuAction[] =
    identity === null || identity.hasSeed
      ? []
      : [
          {
            id: 'mfa',
            icon: 'code',
            label: identity.mfaSerial === null ? SWITCH_WORDS.addMfa : SWITCH_WORDS.addSeed,
            run: () => openDialog({ kind: 'add-mfa', identity: name, serial: identity.mfaSerial }),
          },
        ];
  const remove: MenuAction = {
    id: 'remove',
    icon: 'trash',
    label: SWITCH_WORDS.remove,
    isDanger: true,
    run: () => openDialog({ kind: 'remove-target', target: name }),
  };
  return [...copies, ...stop, pin, ...edits, ...ofIdentity, remove];
}

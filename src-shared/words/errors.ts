import type {
  ErrorCode,
  ErrorFacts,
  Failure,
  UnreachableReason,
  VaultKind,
} from '#shared/errors.ts';
import { maskAccessKeyId } from '#shared/secret.ts';
import { formatDuration } from '#shared/time.ts';
import { visibleText } from '#shared/visible-text.ts';
import { IAM_ERROR_WORDS } from './iam-errors.ts';
import { PASSWORD_ERROR_WORDS } from './password.ts';
import { REPORT_ERROR_WORDS } from './report-errors.ts';
import { KEY_ERROR_WORDS } from './key-errors.ts';
import { ROTATION_ERROR_WORDS } from './rotation-errors.ts';
import type { Words } from './words.ts';

/** Every failure as a person reads it, in the window and on the command line. A code without words does not compile. */
const ERROR_WORDS: { readonly [C in ErrorCode]: (facts: ErrorFacts[C]) => Words } = {
  internal: ({ reference }) => ({
    title: 'Something unexpected went wrong in Latchkey',
    explanation: 'Nothing was changed after that point. The details are in Latchkey’s log.',
    action: `Try again; if it happens again, report it with the reference ${reference}.`,
  }),
  'input/invalid': ({ field, problem }) => ({
    title: `${sentenceCase(FIELD_WORDS[field] ?? field)} cannot be used`,
    explanation: sentence(problem),
    action: 'Correct it and try again.',
  }),
  'input/name-taken': ({ kind, name }) => {
    if (kind === 'profile') {
      return {
        title: `The profile ${name} is taken`,
        explanation: `Another identity or role is delivered as the profile ${name}.`,
        action: 'Choose another profile name.',
      };
    }
    const shared = kind === 'endpoint' ? '' : ' Identities and roles share their names.';
    return {
      title: `The name ${name} is taken`,
      explanation: `There is already ${aThing(kind)} called ${name}.${shared}`,
      action: 'Choose another name.',
    };
  },
  'input/unknown': ({ kind, name }) => ({
    title: `There is no ${kind} called ${name}`,
    explanation: 'Names are case-sensitive.',
    action: 'Check the name in the list.',
  }),
  'input/in-use': ({ kind, name, usedBy }) => ({
    title: `The ${kind} ${name} is still in use`,
    explanation: `It is used by ${listed(usedBy)}.`,
    action: `Remove or change ${usedBy.length === 1 ? 'that' : 'those'} first.`,
  }),

  'state/newer': ({ path, version, supported }) => ({
    title: 'Latchkey’s data was written by a newer version',
    explanation: `${path} has version ${version}; this Latchkey reads up to ${supported}. It was left as it is.`,
    action: 'Update Latchkey, or name another folder with LATCHKEY_HOME.',
  }),
  'state/damaged': ({ path, setAside }) => ({
    title: 'Latchkey’s data could not be read',
    explanation: `${path} is damaged. It was set aside as ${setAside}; your secrets and AWS files are untouched.`,
    action: 'Repair that file and put it back, or start anew without it.',
  }),
  'state/unusable': ({ path, reason }) => ({
    title: 'Latchkey cannot use its own folder',
    explanation: `${path}: ${reasonWords(reason)}. It is as it was.`,
    action: 'Mend that, or name another folder with LATCHKEY_HOME.',
  }),
  'state/busy': ({ seconds, path }) => ({
    title: 'Another Latchkey is busy',
    explanation: `It has held ${path} for more than ${seconds} seconds.`,
    action: 'Wait for it to finish, or end it, and try again.',
  }),

  'identity/root-key': ({ accountId }) => ({
    title: 'This is an access key of the root user',
    explanation: `It can do everything in account ${accountId}, and no policy can limit it. AWS advises to have none.`,
    action: 'Make an IAM user and use its key. Only if you must, add it as a root key knowingly.',
  }),
  'identity/key-of-other-user': ({ identity, arn, expectedArn }) => ({
    title: 'This access key belongs to somebody else',
    explanation: `It is a key of ${arn}; ${identity} is ${expectedArn}. Nothing was changed.`,
    action: `Give a key of the same user, or add this one as an identity of its own.`,
  }),
  'mfa/serial-of-other-user': ({ serial, userName }) => ({
    title: 'This MFA device belongs to someone else',
    explanation: `${serial} is not among the devices of ${userName}.`,
    action: `Use the serial number of a device of ${userName}.`,
  }),
  'mfa/no-device': ({ identity }) => ({
    title: `${identity} has no MFA device in Latchkey`,
    explanation: 'Without its serial number no code can be sent to AWS.',
    action: 'Add the MFA device of this identity.',
  }),
  'mfa/no-seed': ({ identity, serial }) => ({
    title: `Latchkey does not hold the seed of ${identity}’s device`,
    explanation: `The codes of ${serial} come from another device.`,
    action: 'Read the code there, or add the seed if you have it.',
  }),
  'mfa/seed-here': ({ identity, serial }) => ({
    title: `${identity} has a device already`,
    explanation: `Latchkey makes the codes of ${serial}. A new one would take its place, and its seed may be nowhere else.`,
    action: 'Remove that device in AWS first, or forget it here.',
  }),
  'mfa/root-user': ({ accountId }) => ({
    title: 'The root user’s devices are made in the AWS console',
    explanation: `This key is that of the root user of account ${accountId}; AWS takes no such request from its key.`,
    action: 'Sign in to the console as root, and give Latchkey the seed that it shows there.',
  }),
  'mfa/name-taken': ({ deviceName, isLeftover }) => ({
    title: `AWS has a device ${quoted(deviceName)} already`,
    explanation:
      isLeftover === true
        ? 'Nobody uses it: a set-up that was not finished has left it, and its seed cannot be had again.'
        : isLeftover === false
          ? 'Somebody uses it, so it was left alone. No device was made.'
          : 'Latchkey may not see whose it is, and left it alone. No device was made.',
    action:
      isLeftover === true
        ? 'Let the leftover be deleted and the device be made anew, or choose another name.'
        : 'Choose another name.',
  }),
  'mfa/enrolment-running': ({ identity }) => ({
    title: `A device is being made for ${identity} already`,
    explanation: 'Another window or command is at it.',
    action: 'Wait until that is done.',
  }),
  'mfa/enrolment-newer': ({ identity }) => ({
    title: `A newer Latchkey is making an MFA device for ${identity}`,
    explanation:
      'What it has put on record is not all known to this version, which leaves the device and the record as they are.',
    action: 'Update Latchkey.',
  }),
  'mfa/enrolment-unfinished': ({ identity, deviceName }) => ({
    title: `The device ${quoted(deviceName)} of ${identity} is not finished`,
    explanation: 'It was begun under that name, and stopped.',
    action: 'Finish or cancel that one first.',
  }),
  'mfa/qr-only-in-window': () => ({
    title: 'The QR code is shown in Latchkey’s window',
    explanation: 'It holds the seed, which the running Latchkey gives to no other program.',
    action: 'Show it there, or quit Latchkey and ask again.',
  }),
  'mfa/seed-invalid': ({ position, character }) => ({
    title: 'The seed is not base32',
    explanation: `The character ${quoted(character)} at position ${position} is none of A–Z and 2–7.`,
    action: 'Copy the seed again, or paste the whole otpauth:// address.',
  }),
  'mfa/seed-too-short': ({ bytes, minimumBytes }) => ({
    title: 'The seed is too short',
    explanation: `It has ${bytes} bytes; a seed has at least ${minimumBytes}. A part may have been cut off.`,
    action: 'Copy the whole seed.',
  }),
  'mfa/uri-invalid': ({ problem }) => ({
    title: 'This otpauth address cannot be used',
    explanation: `${sentence(problem)}`,
    action: 'Paste the address or the seed that AWS showed for the virtual MFA device.',
  }),
  'mfa/code-malformed': ({ problem }) => ({
    title: 'This is not a code',
    explanation: `${sentence(problem)}`,
    action: 'Type the six digits that the device shows.',
  }),
  'mfa/code-refused': ({ generated, serial }) => ({
    title: 'AWS refused the MFA code',
    explanation: generated
      ? `What makes the codes may belong to another device than ${serial}, the clock may be wrong, or the code was used elsewhere just now.`
      : `The code for ${serial} was wrong, too old, or already used: AWS takes each code once.`,
    action: generated
      ? 'Try again with the next code; if that is refused too, resync the device where Latchkey holds its seed, or check the seed or command, and the serial number.'
      : 'Wait for the next code and type that one.',
  }),
  'mfa/serial-refused': ({ serial }) => ({
    title: 'AWS does not know this MFA device for this user',
    explanation: `${serial} is not assigned to the user whose key is used.`,
    action: 'Correct the serial number; the IAM console shows it under Security credentials.',
  }),
  'mfa/process-not-found': ({ program }) => ({
    title: 'The program for the MFA codes was not found',
    explanation: `There is no program ${program}.`,
    action: 'Install it, or set the command anew: latchkey mfa add IDENTITY --process COMMAND',
  }),
  'mfa/process-not-started': ({ program, reason }) => ({
    title: 'The program for the MFA codes cannot be run',
    explanation: `${program}: ${reason === 'EACCES' ? 'your user may not run it' : reasonWords(reason)}.`,
    action: 'Make it a program that your user may run, or set another command.',
  }),
  'mfa/process-failed': ({ program, exitCode, said }) => ({
    title: 'The command for the MFA codes failed',
    explanation: `${program} ended with exit code ${exitCode}${saidWords(said)}.`,
    action: 'Run the command in a terminal to see what it lacks, then try again.',
  }),
  'mfa/process-no-code': ({ program, problem, said }) => ({
    title: 'The command for the MFA codes printed no code',
    explanation: `Of ${program}: ${problem}${saidWords(said)}.`,
    action: 'Set a command that prints the six digits and nothing else.',
  }),
  'mfa/process-timed-out': ({ program, seconds }) => ({
    title: 'The command for the MFA codes took too long',
    explanation: `${program} was ended after ${seconds} seconds. It may have waited for a touch or for a password.`,
    action: 'Try again and answer it in time; it cannot ask in the terminal.',
  }),
  'mfa/process-repeats': ({ program, serial }) => ({
    title: 'The command for the MFA codes prints an old code',
    explanation: `${program} printed a code of ${serial} that was sent already, in the next half minute too. AWS takes each code once.`,
    action: 'Check that it makes a new code each time, and that the clock is right.',
  }),
  'mfa/code-needed': ({ serial, target }) => ({
    title: 'A code is needed',
    explanation: `${target} needs a code of ${serial}, and Latchkey does not hold its seed.`,
    action: 'Give it the code that the device shows.',
  }),

  'scope/approval-needed': ({ target, scope }) => ({
    title: 'You are asked first',
    explanation: `${quoted(scope)} of ${quoted(target)} is given only when you allow it in Latchkey’s window, and no Latchkey is running.`,
    action: 'Open Latchkey, and run it again.',
  }),
  'scope/refused': ({ target, scope }) => ({
    title: 'Refused',
    explanation: `You did not allow ${quoted(scope)} of ${quoted(target)}. No credentials were given out.`,
    action: 'Run it again if that was a mistake.',
  }),
  'session/stopped': ({ target }) => ({
    title: 'Stopped',
    explanation: `${quoted(target)} was stopped while its session was being made.`,
    action: 'Switch to it again if you want it.',
  }),
  'scope/only-in-window': () => ({
    title: 'Only the window answers this',
    explanation: 'Whether a program may use a scope is for you to say, not for a command.',
    action: 'Answer in Latchkey’s window.',
  }),
  'scope/not-answered': ({ target, scope, seconds }) => ({
    title: 'Nobody answered',
    explanation: `Latchkey asked in its window whether ${quoted(scope)} of ${quoted(target)} may be used, for ${seconds} seconds. No credentials were given out.`,
    action: 'Run it again and answer in the window.',
  }),

  'role/arn-malformed': ({ arn, problem }) => ({
    title: 'This is not a role ARN',
    explanation: `Of ${quoted(arn)}: ${problem}.`,
    action: 'Copy the ARN from the role’s page: arn:aws:iam::123456789012:role/Name.',
  }),
  'role/cycle': ({ path }) => ({
    title: 'These roles lead in a circle',
    explanation: `${path.join(' → ')}: no identity stands at the start.`,
    action: 'Choose another source for one of them.',
  }),
  'role/inherited': ({ role, from, tag }) => ({
    title: `${role} cannot set ${tag === null ? 'another source identity' : `the tag ${tag}`}`,
    explanation: `It comes with the session of ${from}, from which ${role} is assumed, and AWS lets nobody change it on the way.`,
    action:
      tag === null
        ? `Leave the source identity of ${role} empty, or make both the same.`
        : `Remove the tag from ${role}, or let it not go on from ${from}.`,
  }),

  'aws/access-denied': ({ action, resource, principal, withoutMfa }) => ({
    title: `AWS does not allow ${action}`,
    explanation: `${principal || 'The user'} has no permission for it${resource === '' ? '' : ` on ${resource}`}${withoutMfa ? ', or only in a session with MFA, which this was not' : ''}.${action === 'iam:ChangePassword' ? ' The old password may be wrong, too.' : ''}`,
    action: `${withoutMfa ? 'Try it in a session with MFA, or ask' : 'Ask'} whoever manages the account for the permission ${action}.`,
  }),
  'aws/role-refused': ({ roleArn, principal, externalId, mfa }) => ({
    title: 'AWS refused to let you assume this role',
    explanation: `For ${principal || 'this user'} and ${roleArn} AWS does not say why: the role may not trust you, your user may lack sts:AssumeRole${externalId ? ', the external id may be wrong' : ', an external id may be missing'}${mfa ? '' : ', or the role asks for MFA'}.`,
    action: externalId
      ? 'Check the external id and the role’s trust policy.'
      : 'Check the role’s trust policy: whom it trusts, and whether it asks for an external id or MFA.',
  }),
  'aws/option-refused': ({ roleArn, principal, action }) => ({
    title: `AWS does not allow ${action === 'sts:TagSession' ? 'tags' : 'a source identity'} for this role`,
    explanation: `${principal || 'The user'} lacks ${action} for ${roleArn}. Tags that come from a role in between take it too.`,
    action: `Have ${action} allowed to you and in the role’s trust policy, or do without.`,
  }),
  'aws/access-key-needed': ({ action }) => ({
    title: 'This takes the access key of an IAM user',
    explanation: `AWS does not take the credentials of a session for ${action}.`,
    action: 'Use the identity itself, not a session or a role of it.',
  }),
  'aws/duration-too-long': ({ requestedSeconds, maximumSeconds, because }) => ({
    title: 'This session would be too long',
    explanation: `${formatDuration(requestedSeconds)} was asked for. ${DURATION_REASONS[because]}${maximumSeconds === null ? '' : ` The longest is ${formatDuration(maximumSeconds)}.`}`,
    action:
      maximumSeconds === null
        ? 'Choose a shorter duration: 1 h is always allowed.'
        : `Use ${formatDuration(maximumSeconds)} (${maximumSeconds} seconds).`,
  }),
  'aws/key-unknown': ({ accessKeyId }) => ({
    title: 'AWS does not accept this access key',
    explanation: `${maskAccessKeyId(accessKeyId)} is unknown, deleted or inactive at this endpoint; AWS does not say which. A key made seconds ago may not be known everywhere yet.`,
    action: 'Check the id, and in the IAM console that the key is active.',
  }),
  'aws/secret-wrong': ({ accessKeyId }) => ({
    title: 'The secret does not belong to this access key',
    explanation: `AWS knows ${maskAccessKeyId(accessKeyId)}, but the signature made with the secret is wrong.`,
    action: 'Copy the secret access key again, whole; if it is lost, make a new key.',
  }),
  'aws/clock-skew': ({ skewSeconds }) => ({
    title: 'This computer’s clock is wrong',
    explanation: `It is ${formatDuration(Math.abs(skewSeconds))} ${skewSeconds >= 0 ? 'ahead of' : 'behind'} AWS’s, and AWS refuses calls that are off by more than 15 minutes.`,
    action: 'Set the clock right (automatic time), and try again.',
  }),
  'aws/session-expired': ({ action }) => ({
    title: 'The session is over',
    explanation: `AWS answered ${action} that the short-lived credentials have expired.`,
    action: 'Switch again.',
  }),
  'aws/throttled': ({ action }) => ({
    title: 'AWS asks to slow down',
    explanation: `Too many calls of ${action} in a short time, from this account or this machine.`,
    action: 'Wait a minute and try again.',
  }),
  'aws/region-disabled': ({ region }) => ({
    title: `STS is not active in ${region}`,
    explanation: 'The account has not enabled this Region for sign-in.',
    action: 'Choose another Region, us-east-1 for example, or have this one enabled.',
  }),
  'aws/policy-malformed': ({ action }) => ({
    title: 'AWS did not take the session policy',
    explanation: `It is JSON, but for ${action} it is no policy as AWS knows them.`,
    action: 'Correct the session policy of the role; AWS’s policy simulator shows what is wrong.',
  }),
  'aws/policy-too-large': ({ percent }) => ({
    title: 'The session policy and the tags are too large together',
    explanation: `AWS packs them into the session${percent === null ? ', and they do not fit' : `: they take ${percent} % of the room`}. That limit comes besides the 2,048 characters of the policy.`,
    action: 'Shorten the policy, or send fewer tags.',
  }),
  'aws/unreachable': ({ url, reason }) => ({
    title: 'AWS could not be reached',
    explanation: `${UNREACHABLE_REASONS[reason]} (${url}).`,
    action: 'Check the network, the proxy, and the address of the endpoint.',
  }),
  'aws/tls': ({ url, reason }) => ({
    title: 'The connection is not trusted',
    explanation: `The certificate of ${url} was not accepted: ${reason}.`,
    action: 'If your company inspects TLS, give the endpoint its CA file; otherwise do not go on.',
  }),
  'aws/not-aws': ({ url, status, contentType }) => ({
    title: 'Something answered that is not AWS',
    explanation:
      status === 0
        ? `${url} replied with something that is not HTTP: another service, http in place of https or the reverse, or a wrong address.`
        : `${url} replied with status ${status} and ${contentType || 'no content type'}: a sign-in page of the network, a proxy, or a wrong address.`,
    action: 'Open a web page to sign in to the network, or correct the address of the endpoint.',
  }),
  'aws/failed': ({ action, code, status, requestId }) => ({
    title: `AWS answered ${action} with an error`,
    explanation: `${code}, HTTP ${status}${requestId === '' ? '' : `, request ${requestId}`}.`,
    action: 'Look this code up in AWS’s documentation, or try again later.',
  }),
  ...IAM_ERROR_WORDS,

  'vault/not-chosen': () => ({
    title: 'No place for secrets has been chosen yet',
    explanation:
      'Access keys and MFA seeds rest in this computer’s keychain, or in a file under a passphrase.',
    action: 'Choose one (LATCHKEY_VAULT=keychain or file on the command line).',
  }),
  'vault/exists': ({ path }) => ({
    title: 'There is a vault already',
    explanation: `It is in use (${path}); a vault never moves by itself.`,
    action: 'Use that one, or name another folder with LATCHKEY_HOME.',
  }),
  'vault/chosen-otherwise': ({ chosen, asked }) => ({
    title: `Secrets rest in ${vaultWords(chosen)}`,
    explanation: `LATCHKEY_VAULT asks for ${vaultWords(asked)}, and a vault never moves by itself.`,
    action: `Unset LATCHKEY_VAULT or set it to ${chosen}, or name another folder with LATCHKEY_HOME.`,
  }),
  'vault/older': ({ path, generation, seenGeneration }) => ({
    title: 'An old copy of the vault was put back',
    explanation: `${path} has been saved ${seenGeneration} times, and this copy is number ${generation}. It was left as it is.`,
    action:
      'Put the newer copy back; or, if you meant to go back, quit Latchkey and start it again.',
  }),
  'vault/locked': ({ backend }) => ({
    title: backend === 'file' ? 'The vault is locked' : 'The keychain is locked',
    explanation: 'Secrets cannot be read until it is unlocked. Nothing is lost.',
    action:
      backend === 'file'
        ? 'Unlock it with your passphrase.'
        : 'Unlock the keychain (sign in to the desktop), and try again.',
  }),
  'vault/wrong-passphrase': () => ({
    title: 'The passphrase is wrong',
    explanation: 'The vault stays locked. Nothing is lost.',
    action: 'Type it again; capitals count.',
  }),
  'vault/passphrase-weak': ({ minimumLength }) => ({
    title: 'This passphrase is too short',
    explanation: `It protects your keys when somebody gets hold of the disk, so it has at least ${minimumLength} characters.`,
    action: 'Use several words.',
  }),
  'vault/passphrase-needed': () => ({
    title: 'The vault needs its passphrase',
    explanation: 'It is a file under a passphrase, and none was given.',
    action: 'Give it at the prompt, with --passphrase-stdin, or in LATCHKEY_PASSPHRASE.',
  }),
  'vault/damaged': ({ path }) => ({
    title: 'The vault file is damaged',
    explanation: `${path} is not what was last written: it is cut off, changed, or from another vault. It was left as it is.`,
    action: 'Put a copy from a backup in its place.',
  }),
  'vault/absent': ({ backend, reason }) => ({
    title: backend === 'keychain' ? 'There is no keychain here' : 'The vault is not there',
    explanation: `${sentence(reason)}`,
    action:
      backend === 'keychain'
        ? 'Start the desktop’s keychain service, or use an encrypted file as the vault on this machine.'
        : 'Put the vault file back from a backup.',
  }),
  'vault/not-answering': ({ backend, seconds }) => ({
    title: `${sentenceCase(vaultWords(backend))} does not answer`,
    explanation: `It was asked ${seconds} seconds ago; a window that asks for permission may be open behind others.`,
    action: 'Answer that window, or restart the keychain service, and try again.',
  }),
  'vault/refused': ({ backend, reason }) => ({
    title: `${sentenceCase(vaultWords(backend))} refused`,
    explanation: `${sentence(reason)}`,
    action: 'Allow Latchkey to use it, and try again.',
  }),
  'vault/not-kept': ({ backend, item }) => ({
    title: 'The vault did not keep a secret',
    explanation: `${sentenceCase(vaultWords(backend))} took ${item} and gave something else back. Nothing else was changed.`,
    action:
      'Restart the computer’s keychain service, or use an encrypted file as the vault, and try again.',
  }),
  'vault/item-missing': ({ backend, item }) => ({
    title: 'A secret is missing',
    explanation: `${sentenceCase(vaultWords(backend))} is open, but ${item} is not in it: it was removed there, or this is another keychain.`,
    action: 'Put it back from a backup, or add the key or seed again.',
  }),

  'files/unreadable': ({ path, reason }) => ({
    title: 'An AWS file cannot be read',
    explanation: `${path}: ${reasonWords(reason)}. Nothing was written.`,
    action: 'Make it readable for your user.',
  }),
  'files/read-only': ({ path }) => ({
    title: 'An AWS file cannot be written',
    explanation: `${path} or its folder is read-only for your user. Nothing was written.`,
    action:
      'Allow writing to it, or point AWS_SHARED_CREDENTIALS_FILE and AWS_CONFIG_FILE elsewhere.',
  }),
  'files/foreign-owner': ({ path, owner }) => ({
    title: 'An AWS file belongs to another user',
    explanation: `${path} belongs to ${ownerWords(owner)}; that user could read what is written there. Nothing was written.`,
    action: 'Make yourself its owner (chown), and try again.',
  }),
  'files/world-writable': ({ path }) => ({
    title: 'Everybody may write to an AWS file',
    explanation: `${path} is writable by other users, who could plant commands there. Nothing was written.`,
    action: `Take that right away: chmod go-w ${typed(path)}`,
  }),
  'files/not-regular': ({ path, kind }) => ({
    title: 'An AWS file is not a file',
    explanation: `${path} is ${kind === 'link' ? 'a link that leads nowhere' : aThing(kind)}. Nothing was written.`,
    action: 'Move it out of the way, or point the AWS file variables elsewhere.',
  }),
  'files/no-space': ({ path }) => ({
    title: 'The disk is full',
    explanation: `${path} could not be written and is as it was.`,
    action: 'Free some space and try again.',
  }),
  'files/write-failed': ({ path, reason }) => ({
    title: 'An AWS file could not be written',
    explanation: `${path} is as it was: ${reasonWords(reason)}.`,
    action: 'Check the disk and try again.',
  }),
  'files/refused': ({ path, line, detail }) => ({
    title: 'Latchkey will not write to this file as it is',
    explanation: `${path}, line ${line}: ${detail}. AWS’s own tools read this line differently from each other, so nothing was written.`,
    action: 'Mend that line by hand, and try again.',
  }),
  'files/profile-taken': ({ path, profile, line }) => ({
    title: `The profile ${profile} is not Latchkey’s`,
    explanation: `${path}, line ${line} has a profile of that name which Latchkey did not write. It is never overwritten.`,
    action: 'Choose another profile name.',
  }),
  'files/changed-elsewhere': ({ path, profile, line }) => ({
    title: `Somebody else changed the profile ${profile}`,
    explanation: `${path}, line ${line} is not as Latchkey wrote it. It was left as it is.`,
    action: 'Choose another profile name, or let Latchkey replace the section.',
  }),
  'files/busy': ({ path }) => ({
    title: 'Another program keeps writing an AWS file',
    explanation: `${path} changed each time it was about to be written. Nothing was written.`,
    action: 'Try again when that program has finished.',
  }),
  'files/section-gone': ({ path, profile }) => ({
    title: `The profile ${profile} is gone`,
    explanation: `Another program removed it from ${path} after Latchkey had written it. The session itself still works.`,
    action: 'Switch again to write it anew.',
  }),
  'files/backup-failed': ({ path, reason }) => ({
    title: 'No backup could be made',
    explanation: `Before Latchkey changes ${path} it keeps a copy, and that failed: ${reasonWords(reason)}. Nothing was written.`,
    action: 'Mend that in Latchkey’s own folder, and try again.',
  }),
  'files/backup-unreadable': ({ path, problem }) => ({
    title: 'This backup cannot be put back',
    explanation: `The backup of ${path} cannot be used: ${problem}. Nothing was written.`,
    action: 'Choose another backup.',
  }),
  'files/no-backup': ({ backup }) => ({
    title: backup === null ? 'There is nothing to undo' : 'There is no such backup',
    explanation:
      backup === null
        ? 'The AWS files are as the backups have them, or Latchkey has not changed them yet.'
        : `No backup is called ${backup}; of each file the newest ten are kept.`,
    action: 'Look at the list of backups.',
  }),
  'files/changed-since': ({ path }) => ({
    title: 'Somebody else has changed the file since',
    explanation: `${path} holds changes that are not Latchkey’s; undoing would lose them. Nothing was written.`,
    action: 'Look at the difference, and insist if those changes may go.',
  }),
  'files/changed-since-preview': ({ path }) => ({
    title: 'The file has changed since you looked',
    explanation: `${path} is not as it was when this fix was shown. Nothing was written.`,
    action: 'Look again, and decide anew.',
  }),

  'import/changed': () => ({
    title: 'Something changed since the preview',
    explanation:
      'The AWS files, the targets or AWS’s answer are not what they were. Nothing was done.',
    action: 'Look at the new preview, and decide again.',
  }),
  'import/stopped': () => ({
    title: 'Stopped before anything was changed',
    explanation:
      'AWS was still being asked whose the keys are. Your files and the vault are as they were.',
    action: 'Take them over again when you like.',
  }),
  'import/secret-conflict': ({ accessKeyId }) => ({
    title: 'The vault holds another secret for this key',
    explanation: `The secret of ${maskAccessKeyId(accessKeyId)} in the AWS files is not the one that Latchkey keeps. Neither was touched.`,
    action: 'Find out which of the two works, and remove the other.',
  }),
  'import/csv-malformed': ({ line, problem }) => ({
    title: 'This is not an accessKeys.csv of AWS',
    explanation: `Line ${line}: ${problem}.`,
    action: 'Give the file as the AWS console saved it.',
  }),
  'import/half-done': ({ path, done, because }) => ({
    title: 'Taking over stopped half way',
    explanation: `${path} could not be changed (${because}). What was done before stays: ${listed(done)}. No key is lost: each is in its file or in the vault.`,
    action: 'Mend the cause and take over again; it goes on where it stopped.',
  }),

  ...PASSWORD_ERROR_WORDS,
  ...REPORT_ERROR_WORDS,
  ...KEY_ERROR_WORDS,
  ...ROTATION_ERROR_WORDS,

  'session/being-made': ({ target, codeAt }) => ({
    title: `The session of ${target} is being made`,
    explanation:
      codeAt === null
        ? 'AWS has been asked and has not answered yet.'
        : `It waits for the next code of the MFA device, at ${codeAt}.`,
    action: 'Ask again in a moment.',
  }),
  'container/token-refused': () => ({
    title: 'Latchkey does not know this token',
    explanation: 'Its target was stopped, or Latchkey was started anew.',
    action: 'Run latchkey container again in this shell, and what it prints.',
  }),
  'container/request-refused': ({ problem }) => ({
    title: 'Latchkey does not answer this request',
    explanation: sentence(problem),
    action: 'Use the address as latchkey container prints it.',
  }),
  'container/default-profile': ({ path }) => ({
    title: 'AWS’s tools would use other credentials',
    explanation: `The profile default in ${path} has credentials of its own, and they take those before the ones that a container gives.`,
    action: 'Leave --container away, or give that profile another name.',
  }),

  'process/no-node': () => ({
    title: 'Node is needed for this delivery',
    explanation:
      'AWS’s tools start Latchkey’s command by themselves; it runs in Node, which is not in the PATH of this app.',
    action: 'Install Node 20.19 or newer, or have keys written to the credentials file instead.',
  }),
  'app/not-running': () => ({
    title: 'Latchkey is not running',
    explanation: 'Nothing else stays there to answer programs, or keeps the vault open for them.',
    action: 'Start it (latchkey, or latchkey serve --no-open) and try again.',
  }),
  'app/unreachable': () => ({
    title: 'Latchkey does not answer',
    explanation:
      'It has stopped, or the connection to it was cut. What was delivered stays until it expires.',
    action: 'Start Latchkey again, and try again.',
  }),

  'window/not-built': ({ path }) => ({
    title: 'The window’s files are missing',
    explanation: `They are not in ${path}: Latchkey was not built completely.`,
    action: 'Run npm run build, or install Latchkey again.',
  }),

  'command/not-confirmed': ({ what }) => ({
    title: `Deleting the ${what} takes a yes`,
    explanation: 'It cannot be taken back, and nobody is there to be asked. Nothing was deleted.',
    action: 'Say so with --yes.',
  }),
  'command/not-found': ({ command }) => ({
    title: `The command ${command} was not found`,
    explanation: 'It is neither a file nor in your PATH.',
    action: 'Check its name.',
  }),
  'command/not-allowed': ({ command }) => ({
    title: `${command} cannot be run`,
    explanation: 'The file is not executable for your user.',
    action: 'Make it executable, or run it through its interpreter.',
  }),
  'serve/port-unavailable': ({ port, reason }) => ({
    title: `Port ${port} cannot be used`,
    explanation: `${sentence(reason)}`,
    action: 'Leave the port away, and Latchkey takes a free one.',
  }),
  'serve/gate-closed': () => ({
    title: 'Latchkey has stopped listening',
    explanation: 'Ten requests came with a wrong token: some program on this computer is guessing.',
    action: 'Find out which, then start Latchkey again.',
  }),
  'serve/session-ended': () => ({
    title: 'This window is signed out',
    explanation: 'It was not used for 15 minutes, or Latchkey was started anew.',
    action: 'Run latchkey again: it opens a new window.',
  }),
};

/** A failure as a person reads it. A code we do not know (from a newer main) reads as `internal`. */
export function wordsOf(failure: Failure): Words {
  const words = Object.hasOwn(ERROR_WORDS, failure.code)
    ? ERROR_WORDS[failure.code]
    : ERROR_WORDS.internal;
  return (words as (facts: unknown) => Words)(failure.facts);
}

/** The fields of the contract as forms and commands call them. */
const FIELD_WORDS: Readonly<Record<string, string>> = {
  name: 'this name',
  identity: 'the name of the identity',
  target: 'the name of the target',
  source: 'the source',
  profile: 'the profile name',
  fromProfile: 'the profile',
  endpoint: 'the endpoint',
  region: 'the Region',
  accessKeyId: 'the access key id',
  secretAccessKey: 'the secret access key',
  mfaSerial: 'the serial number of the MFA device',
  serial: 'the serial number of the MFA device',
  oldPassword: 'the old password',
  newPassword: 'the new password',
  mfaSeed: 'the seed',
  seed: 'the seed',
  process: 'the command that prints the codes',
  mfaCode: 'the MFA code',
  mfa: 'the choice for MFA',
  roleArn: 'the role ARN',
  durationSeconds: 'the duration',
  externalId: 'the external id',
  sessionName: 'the session name',
  sourceIdentity: 'the source identity',
  tags: 'the tags',
  transitiveTagKeys: 'the transitive tags',
  policyArns: 'the managed policies',
  policy: 'the session policy',
  stsUrl: 'the STS address',
  iamUrl: 'the IAM address',
  ssoUrl: 'the Identity Center address',
  oidcUrl: 'the OIDC address',
  signinUrl: 'the sign-in address',
  caFile: 'the CA file',
  passphrase: 'the passphrase',
};

const DURATION_REASONS: Record<ErrorFacts['aws/duration-too-long']['because'], string> = {
  'role-maximum': 'The role’s own maximum is lower.',
  'role-chaining': 'AWS limits a role that is assumed from a session to one hour.',
  'service-limit': 'AWS does not issue sessions that long.',
  scope: 'The scope allows no longer session.',
};

const SYSTEM_REASONS: Readonly<Record<string, string>> = {
  EACCES: 'your user may not read or write it',
  EPERM: 'your user may not change it',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'your disk quota is used up',
  EIO: 'the disk reports an error',
  EEXIST: 'something else is in its place',
  ENOENT: 'it is not there',
  ELOOP: 'it is a link that leads nowhere',
  ENOTDIR: 'a part of the path is not a folder',
  EISDIR: 'a folder is in its place',
};

const UNREACHABLE_REASONS: Record<UnreachableReason, string> = {
  refused: 'Nothing listens at that address and port',
  'name-not-found': 'The host name is not known',
  'timed-out': 'There was no answer in time',
  reset: 'The connection was cut off in the middle',
  'no-route': 'There is no network route to that address',
};

/** What the system answered, in words; a reason that is in words already stays as it is. */
function reasonWords(reason: string): string {
  if (!/^E[A-Z0-9]+$/.test(reason)) return reason;
  return SYSTEM_REASONS[reason] ?? `the system answers ${reason}`;
}

function ownerWords(owner: string): string {
  if (owner === '0') return 'root';
  return /^\d+$/.test(owner) ? `user ${owner}` : owner;
}

/** What a program said itself, where it said something. */
function saidWords(said: string): string {
  return said === '' ? '' : ` and said “${said.replace(/[.!?]$/, '')}”`;
}

/** A path as one types it into a shell. */
function typed(path: string): string {
  if (/^[\w@%+=:,./-]+$/.test(path)) return path;
  return `'${path.replaceAll("'", String.raw`'\''`)}'`;
}

function aThing(kind: string): string {
  return /^[aeiou]/.test(kind) ? `an ${kind}` : `a ${kind}`;
}

function listed(items: readonly string[]): string {
  const shown = items.slice(0, 5);
  const rest = items.length - shown.length;
  return rest > 0 ? `${shown.join(', ')} and ${rest} more` : shown.join(', ');
}

function vaultWords(backend: VaultKind): string {
  return backend === 'keychain' ? 'the keychain' : 'the vault file';
}

function sentenceCase(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** A part of a sentence as one of its own. */
function sentence(text: string): string {
  return `${sentenceCase(text)}${/[.!?]$/.test(text) ? '' : '.'}`;
}

/** One foreign character or text between quotes, with what a terminal would act on made visible. */
function quoted(text: string): string {
  return `“${visibleText(text)}”`;
}

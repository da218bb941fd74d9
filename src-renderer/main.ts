import './styles/tokens.css';
import './styles/base.css';
import { connect } from './api/connect.ts';
import { stayOnPage } from './drop/stay-on-page.ts';
import { createMirror, followMain } from './state/mirror.ts';

/** Main is asked first, and answers while the browser still makes the rest of the window ready. */
async function start(page: Window, element: HTMLElement): Promise<void> {
  stayOnPage(page);
  const rest = import('./window.tsx');
  const connection = await connect(page);
  const mirror = createMirror();
  if (connection.kind === 'open') {
    const { api } = connection;
    const pause = (ms: number) => new Promise<void>((resolve) => void page.setTimeout(resolve, ms));
    connection.onRefused(() => mirror.setState({ link: 'refused' }));
    void followMain({ api, mirror, signal: new AbortController().signal, pause });
  }
  const { showWindow } = await rest;
  showWindow({ page, element, connection, mirror });
}

const element = document.getElementById('root');
if (element !== null) void start(window, element);

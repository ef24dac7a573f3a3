/** Entry of embed.js: the page /embed shows the lines with the address it came from, ready to copy. */
const snippet = document.querySelector('#snippet');
const copied = document.querySelector('#copied');

if (snippet) snippet.textContent = snippet.textContent.replace('src="/', `src="${location.origin}/`);

document.querySelector('#copy')?.addEventListener('click', () => {
  navigator.clipboard.writeText(snippet?.textContent ?? '').then(
    () => say('Copied.'),
    () => say('The browser did not allow it: select the lines and copy them yourself.'));
});

function say(text: string): void {
  if (copied) copied.textContent = text;
}

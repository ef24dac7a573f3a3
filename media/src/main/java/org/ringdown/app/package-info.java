/**
 * The media side of built-in destinations: what they do with sound.
 *
 * <p>Read {@link org.ringdown.app.App} first; {@link org.ringdown.app.AppHost} is what its leg does for it.
 *
 * <p>Threads: an app runs on the worker of its leg, and may not block.
 *
 * <p>Not here: which number reaches which app, and calls.
 */
package org.ringdown.app;

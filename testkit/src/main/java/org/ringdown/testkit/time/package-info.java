/**
 * Time and threads that a test owns: a clock that passes when nothing else is left to do, and an executor that picks the next task by seed.
 *
 * <p>Read {@link org.ringdown.testkit.time.SeededExecutor} first. Everything of a simulation runs on the one thread that steps it, so the
 * same seed gives the same run, down to the order of two messages in the same nanosecond.
 *
 * <p>Not here: packets, phones, pages.
 */
package org.ringdown.testkit.time;

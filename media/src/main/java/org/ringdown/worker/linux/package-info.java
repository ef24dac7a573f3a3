/**
 * The kernel's own sockets, as sections 2 and 7 of the Linux manual describe them, called through {@code java.lang.foreign}.
 *
 * <p>Read {@link org.ringdown.worker.linux.Socket} first, then {@link org.ringdown.worker.linux.Epoll}, by which one thread waits for many of
 * them. {@link org.ringdown.worker.linux.Linux} says whether all this works here.
 *
 * <p>Threads: a {@link org.ringdown.worker.linux.Waker} may be used from anywhere, everything else by one thread at a time.
 *
 * <p>Not here: loops, handlers, counters.
 */
package org.ringdown.worker.linux;

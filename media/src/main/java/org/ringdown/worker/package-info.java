/**
 * A worker's thread and what surrounds it: its clock, alarms, inbox, datagram ports and connections.
 *
 * <p>Read {@link org.ringdown.worker.Loop} first: all media code sees its thread through it, so the same code runs on real sockets,
 * of each {@link org.ringdown.worker.LoopKind}, and under simulated time.
 *
 * <p>Threads: everything belongs to one loop and is called on it, except where a method says "from anywhere".
 *
 * <p>Not here: what datagrams mean.
 */
package org.ringdown.worker;

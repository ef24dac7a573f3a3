package org.ringdown.call;

/**
 * A place that somebody's own peer can send them to, without us.
 *
 * @param peer who can: what a leg there calls its {@link Leg#peer()}
 * @param address as the peer knows it
 */
public record Outside(String peer, String address) {}

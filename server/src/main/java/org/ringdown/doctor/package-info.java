/**
 * Looks at what a gateway needs before it can work for others: its addresses and ports, certificates, STUN and TURN servers, trunks, and a
 * call of its own with sound both ways.
 *
 * <p>{@link org.ringdown.doctor.Doctor} runs the {@link org.ringdown.doctor.Check checks} one after the other; each tells its
 * {@link org.ringdown.doctor.Finding findings}, of which every fault has a name and an advice (docs/doctor.md).
 *
 * <p>Not here: mistakes of the configuration itself, which {@code config} finds, and the gateway that is examined, which Main puts together.
 */
package org.ringdown.doctor;

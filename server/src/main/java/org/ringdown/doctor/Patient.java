package org.ringdown.doctor;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.ringdown.line.Inquiry.Answer;
import org.ringdown.page.ToPage.IceServer;

/**
 * A gateway of the configuration that is examined, opened for that alone: it registers nowhere, and nobody calls it.
 *
 * @param running whether another one, at work, answers at the configured address
 * @param workers how many media workers one at work has
 * @param own the address that the system says we have
 * @param ours the addresses at which it can be reached, as far as it knows
 * @param relays what its pages are told of
 * @param trunks how to ask each of them, by name
 * @param lines how to ask the registrar of each, by user
 */
public record Patient(
        boolean running,
        int workers,
        InetAddress own,
        Set<InetAddress> ours,
        List<IceServer> relays,
        Map<String, Supplier<CompletableFuture<Answer>>> trunks,
        Map<String, Supplier<CompletableFuture<Answer>>> lines,
        CallCheck.TestCall call) {}

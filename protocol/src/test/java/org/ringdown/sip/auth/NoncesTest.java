package org.ringdown.sip.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class NoncesTest {
    private static final InetAddress PHONE = InetAddress.ofLiteral("192.0.2.1");
    private static final int EACH = 20_000;

    private final Nonces nonces = new Nonces(new byte[32], "ringdown");

    /** As the shards do: each of them issues and checks. */
    @Test
    void manyThreadsIssueAndKnowTheirsAgain() throws Exception {
        Callable<Integer> work =
                () -> {
                    int known = 0;
                    for (int i = 0; i < EACH; i++)
                        if (nonces.issued(nonces.issue(PHONE, i), PHONE).isPresent()) known++;
                    return known;
                };
        try (var threads = Executors.newFixedThreadPool(4)) {
            var all = new ArrayList<Callable<Integer>>();
            for (int i = 0; i < 4; i++) all.add(work);
            for (var known : threads.invokeAll(all)) assertThat(known.get()).isEqualTo(EACH);
        }
    }
}

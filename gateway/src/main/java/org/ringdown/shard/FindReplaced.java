package org.ringdown.shard;

import java.net.InetAddress;
import java.util.Optional;

/**
 * Asks the shard of a Call-ID for one of its dialogs, on behalf of a far end that names it.
 *
 * @param asker the host that names it: whose own dialog it has to be
 * @param call the mailbox of the call that is told
 * @param leg the leg there that is told
 */
public record FindReplaced(Replaces replaces, InetAddress asker, String call, String leg) {
    /**
     * The answer.
     *
     * @param found the leg that the dialog belongs to; empty where there is none, or it is not the asker's
     */
    public record Outcome(Optional<Found> found) {}

    public record Found(String call, String leg) {}
}

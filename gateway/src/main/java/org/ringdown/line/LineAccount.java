package org.ringdown.line;

import java.time.Duration;
import java.util.Optional;
import org.ringdown.sip.SipUri;
import org.ringdown.sip.auth.Credentials;
import org.ringdown.trunk.Trunk;

/**
 * A SIP account of a user, as the operator describes it.
 *
 * @param address the address of record: who the user is there
 * @param registrar where it is registered
 * @param proxy what all its requests pass first
 * @param credentials their owner is {@link #account()}
 * @param expires how long to ask for
 * @param transfer who connects two far ends there when the user transfers
 */
public record LineAccount(
        String user,
        SipUri address,
        SipUri registrar,
        Optional<SipUri> proxy,
        Credentials credentials,
        Duration expires,
        Trunk.Transfer transfer) {
    /** What the password of a user's line belongs to: {@code line:alice}. */
    public static String account(String user) {
        return "line:" + user;
    }

    public String account() {
        return account(user);
    }
}

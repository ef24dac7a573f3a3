package org.ringdown.net;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;
import org.ringdown.leg.sip.SipTransport;
import org.ringdown.sip.SipUri;
import org.ringdown.sip.transaction.Flow;

/** SIP switched off: no way leads anywhere. */
public final class NoSip implements SipTransport {
    @Override
    public void send(Flow flow, ByteBuffer message, Runnable failed) {
        failed.run();
    }

    @Override
    public void reach(SipUri target, Consumer<Optional<Flow>> found) {
        found.accept(Optional.empty());
    }

    @Override
    public String sentBy(Flow flow) {
        throw new IllegalStateException("there are no flows while SIP is off");
    }
}

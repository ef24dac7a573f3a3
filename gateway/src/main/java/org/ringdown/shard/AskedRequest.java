package org.ringdown.shard;

import org.ringdown.mailbox.Post;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipResponse;
import org.ringdown.sip.transaction.Flow;
import org.ringdown.way.TransactionUser;

/** A request that belongs to no call: tells the mailbox that wanted it what became of it. Lives in a shard. */
public final class AskedRequest implements TransactionUser {
    private final SipAsk ask;
    private final Post post;
    private SipRequest sent;
    private Flow flow;

    public AskedRequest(SipAsk ask, Post post, Flow flow) {
        this.ask = ask;
        this.post = post;
        this.sent = ask.request();
        this.flow = flow;
    }

    @Override
    public void response(SipResponse response) {
        if (response.isProvisional()) return;
        tell(new SipOutcome.Answered(ask.token(), sent, response, flow));
    }

    @Override
    public void failed(int status, String reason) {
        tell(new SipOutcome.Failed(ask.token(), status, reason));
    }

    @Override
    public void resent(SipRequest request, Flow by) {
        sent = request;
        flow = by;
    }

    private void tell(SipOutcome outcome) {
        post.send(ask.replyTo(), outcome);
    }
}

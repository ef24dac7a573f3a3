package org.ringdown.shard.entrance;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ringdown.call.Calls;
import org.ringdown.call.EndReason;
import org.ringdown.call.Ending;
import org.ringdown.call.Newcomer;
import org.ringdown.call.Placement;
import org.ringdown.call.ToLeg;
import org.ringdown.limit.Lease;
import org.ringdown.mailbox.Post;
import org.ringdown.media.Codec;
import org.ringdown.shard.DialogOwner;
import org.ringdown.shard.FindReplaced;
import org.ringdown.shard.FindReplaced.Answer;
import org.ringdown.shard.Replaces;
import org.ringdown.shard.SipShards;
import org.ringdown.shard.SipWork;
import org.ringdown.shard.dialog.IncomingCall;
import org.ringdown.shard.dialog.InviteDialog;
import org.ringdown.shard.dialog.InviteUsage;
import org.ringdown.shard.dialog.OutgoingCall;
import org.ringdown.sip.Responses;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.dialog.DialogTable;
import org.ringdown.sip.transaction.Flow;
import org.ringdown.sip.transaction.Ids;
import org.ringdown.sip.transaction.TransactionId;
import org.ringdown.trunk.Trunk;
import org.ringdown.way.TransactionUser;

/**
 * INVITEs that come for the place of a far end of ours (RFC 3891), and the dialogs of this shard that somebody names. Only whoever a dialog is with
 * may have its place: the same user, or the same peer. Part of a shard.
 */
final class Replacements {
    /** What stands between a dialog and its call's answer is nothing but mailboxes. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final String mailbox;
    private final int shards;
    private final Post post;
    private final SipShard work;
    private final DialogTable<DialogOwner> dialogs;
    private final Map<String, Waiting> waiting = new HashMap<>();
    private long counted;

    /**
     * One who comes.
     *
     * @param owner whose far end it is
     * @param peer whose password may answer a challenge, and where
     * @param leg the id that its leg will have
     * @param maker makes that leg
     * @param lease what its call counts as
     */
    record Comer(
            TransactionId id,
            SipRequest invite,
            Flow flow,
            Optional<String> owner,
            Optional<InviteUsage.Peer> peer,
            Set<Trunk.Ask> may,
            String leg,
            Placement.CallerLeg maker,
            List<Codec> codecs,
            Optional<Lease> lease) {
        FindReplaced.Asker asker() {
            return new FindReplaced.Asker(owner, SipWork.signalling(flow));
        }
    }

    Replacements(
            String mailbox,
            int shards,
            Post post,
            SipShard work,
            DialogTable<DialogOwner> dialogs) {
        this.mailbox = mailbox;
        this.shards = shards;
        this.post = post;
        this.work = work;
        this.dialogs = dialogs;
    }

    int size() {
        return waiting.size();
    }

    // For whoever asks

    void find(FindReplaced wanted) {
        var outcome = new FindReplaced.Outcome(wanted.token(), answer(wanted));
        post.send(
                wanted.mailbox(),
                wanted.leg().<Object>map(leg -> new ToLeg(leg, outcome)).orElse(outcome));
    }

    private Answer answer(FindReplaced wanted) {
        var found =
                dialogs.find(wanted.replaces().dialog())
                        .filter(InviteDialog.class::isInstance)
                        .map(InviteDialog.class::cast)
                        .filter(dialog -> dialog.asker().isSame(wanted.asker()));
        if (found.isEmpty()) return new Answer.None();
        boolean early = found.get().state().early();
        boolean ours = found.get().usage() instanceof OutgoingCall;
        if (early && !ours) return new Answer.None(); // one who calls us (RFC 3891 §3)
        if (wanted.replaces().earlyOnly() && !early) return new Answer.Answered();
        var usage = found.get().usage();
        return new Answer.Found(Calls.idOf(usage.callMailbox()), usage.leg);
    }

    // For an INVITE

    void begin(Comer comer, Replaces replaces) {
        var token = "replaces-" + ++counted;
        var waits = new Waiting(token, comer);
        waiting.put(token, waits);
        work.serve(comer.id, waits);
        var shard = SipShards.mailboxOf(replaces.dialog().callId(), shards);
        post.send(
                shard, new FindReplaced(replaces, comer.asker(), mailbox, Optional.empty(), token));
    }

    void found(FindReplaced.Outcome outcome) {
        var waits = waiting.remove(outcome.token());
        if (waits == null) return;
        switch (outcome.answer()) {
            case Answer.Found(var call, var leg) -> letIn(waits.comer, call, leg);
            case Answer.None() -> waits.refuse(481, "Call/Transaction Does Not Exist");
            case Answer.Answered() -> waits.refuse(486, "Busy Here");
        }
    }

    private void letIn(Comer comer, String call, String replaced) {
        var usage =
                new IncomingCall(
                        work,
                        comer.leg,
                        call,
                        Calls.mailbox(call),
                        comer.invite,
                        comer.id,
                        comer.flow);
        usage.at(comer.peer);
        usage.isOf(comer.owner);
        usage.allows(comer.may);
        work.accept(comer.id, usage);
        post.send(
                usage.callMailbox(), new Newcomer(comer.leg, comer.maker, replaced, comer.codecs));
        work.later(PATIENCE, () -> nobodyThere(usage, comer));
    }

    /** The call was over just then: the dialog that is wanted is terminated (RFC 3891 §3). */
    private void nobodyThere(IncomingCall usage, Comer comer) {
        if (usage.isOrdered()) return;
        usage.end(Ending.of(EndReason.DECLINED, Ending.By.SYSTEM));
        comer.lease.ifPresent(Lease::release);
    }

    /** An INVITE whose dialog is being looked for. */
    private final class Waiting implements TransactionUser {
        private final String token;
        private final Comer comer;

        Waiting(String token, Comer comer) {
            this.token = token;
            this.comer = comer;
        }

        void refuse(int status, String reason) {
            comer.lease.ifPresent(Lease::release);
            work.respond(
                    comer.id,
                    Responses.to(comer.invite, status, reason, Ids.statelessTag(comer.invite)));
        }

        @Override
        public void canceled(SipRequest cancel) {
            if (waiting.remove(token) != null) refuse(487, "Request Terminated");
        }

        @Override
        public void failed(int status, String reason) {
            if (waiting.remove(token) != null) comer.lease.ifPresent(Lease::release);
        }
    }
}

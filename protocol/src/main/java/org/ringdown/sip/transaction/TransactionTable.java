package org.ringdown.sip.transaction;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipResponse;

/** The transactions of a layer, by all they are found by. Bounded. */
final class TransactionTable {
    private final int capacity;
    private final Map<TransactionId, Transaction> byId = new HashMap<>();
    private final Map<ServerKeys.Ack, Transaction> byAck = new HashMap<>();
    private final Map<ServerKeys.Merge, Transaction> byMerge = new HashMap<>();
    private final Deadlines deadlines = new Deadlines();
    private long serial;
    private int clients;

    TransactionTable(int capacity) {
        this.capacity = capacity;
    }

    int size() {
        return byId.size();
    }

    boolean isFullOfOurs() {
        return clients >= capacity;
    }

    boolean isFullOfOthers() {
        return byId.size() - clients >= capacity;
    }

    Optional<Transaction> find(TransactionId id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The INVITE of another's whose 2xx this ACK is for. */
    Optional<Transaction> acknowledged(SipRequest ack) {
        return Optional.ofNullable(byAck.get(ServerKeys.Ack.of(ack)));
    }

    boolean isMerged(SipRequest request, Flow flow) {
        return ServerKeys.Merge.of(request, flow.transport())
                .filter(byMerge::containsKey)
                .isPresent();
    }

    Optional<Transaction> first() {
        return deadlines.first();
    }

    /** Ours that went out on this flow, in the order they began. */
    List<Transaction> clientsOn(Flow flow) {
        return byId.values().stream()
                .filter(transaction ->
                        transaction.machine.isClient() && transaction.flow.equals(flow))
                .sorted(Comparator.comparingLong(transaction -> transaction.serial))
                .toList();
    }

    Transaction addClient(TransactionId id, SipRequest request, Flow flow, boolean internal) {
        var transaction =
                new Transaction(
                        id, Machine.client(request.method()), flow, flow, serial++, internal);
        transaction.request = Optional.of(request);
        transaction.message = request.toBytes();
        byId.put(id, transaction);
        clients++;
        return transaction;
    }

    Transaction addServer(TransactionId id, SipRequest request, Flow back, Flow source) {
        var transaction =
                new Transaction(
                        id, Machine.server(request.method()), back, source, serial++, false);
        byId.put(id, transaction);
        transaction.mergeKey = ServerKeys.Merge.of(request, source.transport());
        transaction.mergeKey.ifPresent(key -> byMerge.put(key, transaction));
        return transaction;
    }

    /** From now on the same request by another way is a new one. */
    void ignoreMerges(Transaction transaction) {
        transaction.mergeKey.ifPresent(byMerge::remove);
        transaction.mergeKey = Optional.empty();
    }

    /** Its 2xx is to be acknowledged. */
    void awaitAck(Transaction transaction, SipResponse success) {
        var key = ServerKeys.Ack.of(success);
        transaction.ackKey = Optional.of(key);
        byAck.put(key, transaction);
    }

    /** To be called after its timers were moved. */
    void reschedule(Transaction transaction) {
        deadlines.update(transaction);
    }

    void remove(Transaction transaction) {
        byId.remove(transaction.id);
        if (transaction.machine.isClient()) clients--;
        transaction.ackKey.ifPresent(key -> byAck.remove(key, transaction));
        ignoreMerges(transaction);
        deadlines.remove(transaction);
    }
}

  # ---- training ----

  # A batch has two streams. Trunks [N, P] are whole sequences, or what several go on from; branches [B, R] each go on
  # from a trunk, owners [B], and attend to it and to themselves. Both lie behind each other in one row of
  # n = N * P + B * R tokens, so that a matrix product runs once for all of them.
  #
  # The forward pass keeps what each layer was given and gave (kept: inputs alone, and each layer runs again in the
  # backward pass, when checkpoint is true). Scores are made only where a token is judged: at [J], indices of the n whose
  # next token is a target. The derivative of the loss by each judged token's log-probability comes from outside.

  # documents: [N, P] int64, 0 for padding: a token sees those before it of its document. Padding of branches stands at
  # their end. Positions of trunks with branches count from 0.
  def train_forward(self: __torch__.Decoder, trunks: Tensor, trunk_positions: Tensor, documents: Tensor, branches: Tensor, branch_positions: Tensor, owners: Tensor, beyond: Tensor, at: Tensor, targets: Tensor, temperature: Tensor, checkpoint: Tensor) -> Tensor:
    # Java frees its arrays' memory after the call; the backward pass reads these again.
    owners = torch.clone(owners, memory_format=0)
    at = torch.clone(at, memory_format=0)
    targets = torch.clone(targets, memory_format=0)
    temperature = torch.clone(temperature, memory_format=0)
    tokens = torch.cat([torch.flatten(trunks), torch.flatten(branches)])        # [n]
    positions = torch.cat([torch.flatten(trunk_positions), torch.flatten(branch_positions)])
    cosines, sines = self.turns(torch.unsqueeze(positions, 1), beyond, 6)       # [n, 1, 1, R]
    cosines = torch.transpose(cosines, 0, 1)                                    # [1, n, 1, R]
    sines = torch.transpose(sines, 0, 1)
    self.streams = [tokens, cosines, sines, owners, at, targets, temperature]
    inputs: List[Tensor] = []
    outputs: List[Tensor] = []
    trunk_masks: List[Tensor] = []
    branch_masks: List[Tensor] = []
    recompute = bool(checkpoint)
    torch.set_grad_enabled(False)
    x = torch.unsqueeze(torch.embedding(self.weights[0], tokens), 0)            # [1, n, H]
    trunk_mask = x
    branch_mask = x
    window = -1
    for i in range(self.layers):
      if torch.ne(self.windows[i], window):
        window = self.windows[i]
        trunk_mask = self.trunk_mask(documents, window)
        branch_mask = self.branch_mask(branch_positions, torch.size(trunks, 1), window)
      trunk_masks.append(trunk_mask)
      branch_masks.append(branch_mask)
      x = torch.requires_grad_(torch.detach(x), True)
      torch.set_grad_enabled(torch.__not__(recompute))
      y = self.train_layer(x, i, cosines, sines, trunk_mask, branch_mask, owners)
      torch.set_grad_enabled(False)
      inputs.append(x)
      if torch.__not__(recompute):
        outputs.append(y)
      x = y
    self.inputs = inputs
    self.outputs = outputs
    self.trunk_masks = trunk_masks
    self.branch_masks = branch_masks
    return self.judge(x)

  # [N, 1, P * G, P]
  def trunk_mask(self: __torch__.Decoder, documents: Tensor, window: int) -> Tensor:
    P = torch.size(documents, 1)
    index = torch.expand_as(torch.unsqueeze(torch.arange(P), 0), documents)
    same = torch.eq(torch.unsqueeze(documents, 2), torch.unsqueeze(documents, 1))
    return self.mask(torch.logical_and(self.near(index, P, window), same), 6)

  # [B, 1, R * G, P + R]
  def branch_mask(self: __torch__.Decoder, positions: Tensor, P: int, window: int) -> Tensor:
    R = torch.size(positions, 1)
    index = torch.expand_as(torch.unsqueeze(torch.arange(R), 0), positions)
    lengths = torch.slice(positions, 1, 0, 1, 1)                                # [B, 1]
    sees = torch.cat([self.near_in_trunk(positions, lengths, P, window), self.near(index, R, window)], 2)
    return self.mask(sees, 6)

  # x: [1, n, H]
  def train_layer(self: __torch__.Decoder, x: Tensor, i: int, cosines: Tensor, sines: Tensor, trunk_mask: Tensor, branch_mask: Tensor, owners: Tensor) -> Tensor:
    w = self.layer_weights(i)
    q, k, v = self.project(self.norm(x, w[0]), w, cosines, sines)               # [1, n, heads, D]
    N = torch.size(trunk_mask, 0)
    P = torch.size(trunk_mask, 3)
    B = torch.size(owners, 0)
    n = torch.size(x, 1)
    R = torch.floordiv(n - N * P, ops.prim.max(B, 1))
    trunk_q, branch_q = self.split_streams(q, N, P, B, R)
    trunk_k, branch_k = self.split_streams(k, N, P, B, R)
    trunk_v, branch_v = self.split_streams(v, N, P, B, R)
    y = self.attend(trunk_q, torch.transpose(trunk_k, 1, 2), torch.transpose(trunk_v, 1, 2), trunk_mask)
    y = torch.reshape(y, [1, N * P, -1])
    if torch.gt(B, 0):
      k = torch.cat([torch.index_select(trunk_k, 0, owners), branch_k], 1)      # [B, P + R, K, D]
      v = torch.cat([torch.index_select(trunk_v, 0, owners), branch_v], 1)
      z = self.attend(branch_q, torch.transpose(k, 1, 2), torch.transpose(v, 1, 2), branch_mask)
      y = torch.cat([y, torch.reshape(z, [1, B * R, -1])], 1)
    return self.after_attention(x, y, w)                                        # [1, n, H]

  # x [1, n, heads, D] as [N, P, heads, D] and [B, R, heads, D]
  def split_streams(self: __torch__.Decoder, x: Tensor, N: int, P: int, B: int, R: int) -> Tuple[Tensor, Tensor]:
    heads = torch.size(x, 2)
    trunk, branch = torch.split_with_sizes(torch.squeeze(x, 0), [N * P, B * R], 0)
    return (torch.view(trunk, [N, P, heads, self.head_size]), torch.view(branch, [B, R, heads, self.head_size]))

  # ---- scores where a token is judged ----

  # [2, J] float32: each judged token's log-probability at the temperature, and the entropy of what it was drawn from.
  def judge(self: __torch__.Decoder, x: Tensor) -> Tensor:
    at = self.streams[4]
    x = torch.requires_grad_(torch.index_select(torch.squeeze(x, 0), 0, at), True)
    torch.set_grad_enabled(True)
    h = self.norm(x, self.weights[1 + 12 * self.layers])                        # [J, H]
    torch.set_grad_enabled(False)
    self.judged = [x, h]
    J = torch.size(at, 0)
    chunk = self.judged_at_a_time()
    none: List[Tensor] = []
    self.scores = none
    parts: List[Tensor] = []
    for c in range(self.judged_chunks()):
      scores = self.tempered_scores(c)                                          # [chunk, V]
      shares = torch.softmax(scores, -1)
      if torch.le(J, chunk):
        self.scores = [scores, shares]
      total = torch.logsumexp(scores, [-1])                                     # [chunk]
      log_probs = torch.index_select(torch.view(scores, [-1]), 0, self.target_places(c, scores)) - total
      entropies = total - torch.sum(shares * scores, [-1])
      parts.append(torch.stack([log_probs, entropies]))
    return torch.cat(parts, 1)

  # So many that their scores take at most 256 MiB.
  def judged_at_a_time(self: __torch__.Decoder) -> int:
    return ops.prim.max(1, torch.floordiv(67108864, torch.size(self.weights[0], 0)))

  def output(self: __torch__.Decoder) -> int:
    output = 2 + 12 * self.layers
    if torch.eq(torch.numel(self.weights[output]), 0):
      output = 0
    return output

  # Where the c-th chunk's targets stand in its scores, [chunk] of [chunk * V]. Faster than to gather along a dimension.
  def target_places(self: __torch__.Decoder, c: int, scores: Tensor) -> Tensor:
    chunk = self.judged_at_a_time()
    targets = torch.slice(self.streams[5], 0, c * chunk, (c + 1) * chunk, 1)
    return torch.arange(torch.size(scores, 0)) * torch.size(scores, 1) + targets

  # [chunk, V]: what those scores are as probabilities.
  def shares(self: __torch__.Decoder, c: int) -> Tensor:
    if torch.gt(len(self.scores), 0):
      shares = self.scores[1]
    else:
      shares = torch.softmax(self.tempered_scores(c), -1)
    return shares

  # [chunk, V]: the c-th chunk of judged tokens' scores divided by the temperature.
  def tempered_scores(self: __torch__.Decoder, c: int) -> Tensor:
    if torch.gt(len(self.scores), 0):
      scores = self.scores[0]
    else:
      chunk = self.judged_at_a_time()
      h = torch.slice(self.judged[1], 0, c * chunk, (c + 1) * chunk, 1)
      scores = torch.div(torch.linear(h, self.weights[self.output()]), self.streams[6])
    return scores

  # ---- the backward pass ----

  # derivatives: [J] of the loss by each judged token's log-probability. Adds to the gradients; what the forward pass
  # kept is gone afterwards.
  def train_backward(self: __torch__.Decoder, derivatives: Tensor) -> Tensor:
    torch.set_grad_enabled(False)
    parts: List[Tensor] = []
    for c in range(self.judged_chunks()):
      parts.append(self.before_output(c, self.by_log_prob(c, derivatives)))
    forgotten = self.layers_backward(torch.cat(parts))
    return derivatives

  # The gradient of KL(p || q) times a weight at each judged token, as train_backward adds that of a loss. q is what the
  # forward pass judged by; p has the same temperature and is another model's, of whose states before the output layer
  # [J, H] it is made. The divergences: [J] float32.
  def pull_backward(self: __torch__.Decoder, states: Tensor, output: Tensor, weights: Tensor) -> Tensor:
    torch.set_grad_enabled(False)
    parts: List[Tensor] = []
    divergences: List[Tensor] = []
    chunk = self.judged_at_a_time()
    for c in range(self.judged_chunks()):
      other = torch.linear(torch.slice(states, 0, c * chunk, (c + 1) * chunk, 1), output)
      log_p = torch.log_softmax(torch.div(other, self.streams[6]), -1)          # [chunk, V]
      log_q = torch.log_softmax(self.tempered_scores(c), -1)
      p = torch.exp(log_p)
      divergences.append(torch.sum(p * (log_p - log_q), [-1]))
      weight = torch.unsqueeze(torch.slice(weights, 0, c * chunk, (c + 1) * chunk, 1), 1)
      g = (torch.exp(log_q) - p) * torch.div(weight, self.streams[6])
      parts.append(self.before_output(c, g))
    forgotten = self.layers_backward(torch.cat(parts))
    return torch.cat(divergences)

  # What pull_backward needs of the model that it pulls to: [J, H].
  def judged_states(self: __torch__.Decoder) -> Tensor:
    return torch.detach(self.judged[1])

  def output_weights(self: __torch__.Decoder) -> Tensor:
    return torch.detach(self.weights[self.output()])

  # From the derivative by the normed last states that are judged, [J, H], back to the embedding.
  def layers_backward(self: __torch__.Decoder, derivative: Tensor) -> int:
    g = self.before_judged(derivative)                                          # [1, n, H]
    tokens = self.streams[0]
    for j in range(self.layers):
      g = self.layer_backward(self.layers - 1 - j, g)
    if torch.gt(torch.numel(self.gradients[0]), 0):
      torch.index_add_(self.gradients[0], 0, tokens, torch.squeeze(g, 0))
    return self.forget()

  # Drops what the forward pass kept.
  def forget(self: __torch__.Decoder) -> int:
    none: List[Tensor] = []
    self.streams = none
    self.inputs = none
    self.outputs = none
    self.trunk_masks = none
    self.branch_masks = none
    self.judged = none
    self.scores = none
    return 0

  def judged_chunks(self: __torch__.Decoder) -> int:
    chunk = self.judged_at_a_time()
    return torch.floordiv(torch.size(self.streams[4], 0) + chunk - 1, chunk)

  # The derivative by the c-th chunk's scores, before the temperature: [chunk, V].
  def by_log_prob(self: __torch__.Decoder, c: int, derivatives: Tensor) -> Tensor:
    chunk = self.judged_at_a_time()
    by = torch.div(torch.slice(derivatives, 0, c * chunk, (c + 1) * chunk, 1), self.streams[6])    # [chunk]
    g = self.shares(c) * torch.unsqueeze(torch.neg(by), 1)
    return torch.view_as(torch.index_add_(torch.view(g, [-1]), 0, self.target_places(c, g), by), g)

  # Adds the output weights' gradient; the derivative by the c-th chunk's states: [chunk, H].
  def before_output(self: __torch__.Decoder, c: int, g: Tensor) -> Tensor:
    output = self.output()
    if torch.gt(torch.numel(self.gradients[output]), 0):
      chunk = self.judged_at_a_time()
      states = torch.slice(self.judged[1], 0, c * chunk, (c + 1) * chunk, 1)
      torch.addmm_(self.gradients[output], torch.t(g), torch.detach(states))
    return torch.matmul(g, self.weights[output])

  # The derivative by the last layer's output: [1, n, H].
  def before_judged(self: __torch__.Decoder, derivative: Tensor) -> Tensor:
    x = self.judged[0]
    h = self.judged[1]
    norm = 1 + 12 * self.layers
    g = self.differentiate(h, x, self.trained(norm, norm + 1), derivative)
    whole = torch.zeros([torch.size(self.streams[0], 0), torch.size(x, 1)], dtype=6)
    return torch.unsqueeze(torch.index_add_(whole, 0, self.streams[4], g), 0)

  # The derivative by a layer's input from that by its output.
  def layer_backward(self: __torch__.Decoder, i: int, g: Tensor) -> Tensor:
    x = self.inputs[i]
    if torch.gt(len(self.outputs), 0):
      y = self.outputs[i]
      self.outputs[i] = g
    else:
      streams = self.streams
      torch.set_grad_enabled(True)
      y = self.train_layer(x, i, streams[1], streams[2], self.trunk_masks[i], self.branch_masks[i], streams[3])
      torch.set_grad_enabled(False)
    self.inputs[i] = g
    trained = self.trained(1 + 12 * i, 13 + 12 * i)
    if self.adapted:
      first = self.first_adapter(i)
      trained = torch.add(trained, self.trained(first, first + 8))
    g = self.differentiate(y, x, trained, g)
    if self.adapted:
      for pair in range(4):
        if torch.gt(torch.numel(self.adapter_masks[pair]), 0):
          torch.mul_(self.gradients[self.first_adapter(i) + 2 * pair + 1], self.adapter_masks[pair])
    return g

  # Which of the weights [first, end) have a gradient.
  def trained(self: __torch__.Decoder, first: int, end: int) -> List[int]:
    trained: List[int] = []
    for k in range(end - first):
      if torch.gt(torch.numel(self.gradients[first + k]), 0):
        trained.append(first + k)
    return trained

  # Adds y's derivatives by these weights to their gradients; that by x.
  def differentiate(self: __torch__.Decoder, y: Tensor, x: Tensor, weights: List[int], g: Tensor) -> Tensor:
    by: List[Tensor] = [x]
    for k in range(len(weights)):
      by.append(self.weights[weights[k]])
    outer: List[Optional[Tensor]] = [g]
    derivatives = torch.grad([y], by, outer, None, False, False)
    for k in range(len(weights)):
      torch.add_(self.gradients[weights[k]], unchecked_cast(Tensor, derivatives[k + 1]))
    return unchecked_cast(Tensor, derivatives[0])

  # ---- the optimiser ----

  # Weights with a gradient are trained.
  def set_gradients(self: __torch__.Decoder, gradients: List[Tensor], first_moments: List[Tensor], second_moments: List[Tensor]) -> Tensor:
    self.gradients = gradients
    self.first_moments = first_moments
    self.second_moments = second_moments
    for i in range(len(gradients)):
      if torch.gt(torch.numel(gradients[i]), 0):
        trained = torch.requires_grad_(self.weights[i], True)
    return gradients[0]

  def set_adapter_masks(self: __torch__.Decoder, masks: List[Tensor]) -> int:
    self.adapter_masks = masks
    return len(masks)

  # The 2-norm of each gradient, 0 for those without: [weights]
  def gradient_norms(self: __torch__.Decoder) -> Tensor:
    return torch.stack(torch._foreach_norm(self.gradients, 2))

  # Adds another lane's.
  def add_gradients(self: __torch__.Decoder, others: List[Tensor]) -> int:
    torch._foreach_add_(self.gradients, others, alpha=1)
    return len(others)

  def zero_gradients(self: __torch__.Decoder) -> int:
    torch._foreach_zero_(self.gradients)
    return 0

  # The step-th step of AdamW for some weights, by their gradients times scale.
  def adamw(self: __torch__.Decoder, weights: List[int], step: int, scale: float, rate: float, beta1: float, beta2: float, epsilon: float, decay: float) -> int:
    w: List[Tensor] = []
    g: List[Tensor] = []
    m: List[Tensor] = []
    v: List[Tensor] = []
    s: List[Tensor] = []
    for k in range(len(weights)):
      i = weights[k]
      w.append(torch.detach(self.weights[i]))
      g.append(self.gradients[i])
      m.append(self.first_moments[i])
      v.append(self.second_moments[i])
      s.append(torch.full([], step, dtype=6))
    # A call that changes nothing but tensors in local lists is dropped as without effect.
    self.updated = g
    if torch.ne(scale, 1.):
      torch._foreach_mul_(g, scale)
    self.updated = w
    none: List[Tensor] = []
    torch._fused_adamw_(w, g, m, v, none, s, lr=rate, beta1=beta1, beta2=beta2, weight_decay=decay, eps=epsilon, amsgrad=False, maximize=False)
    self.updated = none
    return len(weights)

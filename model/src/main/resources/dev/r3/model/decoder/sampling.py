  # ---- sampling ----

  # shape: [B, 6] float32: temperature (0 for greedy), top-k (0 for all), top-p, min-p, repetition penalty, and a
  # uniform number in [0, 1) that decides. penalised: [B, any] int64, tokens that the penalty holds for.

  # Scores as the settings change them, in the order of transformers: penalty, temperature, top-k, top-p, min-p.
  def reshape_scores(self: __torch__.Decoder, scores: Tensor, shape: Tensor, penalised: Tensor) -> Tensor:
    V = torch.size(scores, 1)
    temperature, top_k, top_p, min_p, penalty, uniform = torch.split(shape, 1, 1)
    lowest = -float("inf")
    if torch.gt(torch.size(penalised, 1), 0):
      old = torch.gather(scores, 1, penalised)
      scores = torch.scatter(scores, 1, penalised, torch.where(torch.lt(old, 0), old * penalty, torch.div(old, penalty)))
    scores = torch.div(scores, self.divisor(temperature))
    k = torch.to(torch.where(torch.eq(top_k, 0), torch.full_like(top_k, V), top_k), 4)
    sorted, order = torch.sort(scores, -1, True)                                # [B, V], the largest first
    least = torch.gather(sorted, 1, torch.clamp(k, None, V) - 1)                # [B, 1]
    scores = torch.masked_fill(scores, torch.lt(scores, least), lowest)
    sorted = torch.masked_fill(sorted, torch.lt(sorted, least), lowest)
    # A token stays while those after it, itself included, hold more than 1 - p.
    tail = torch.flip(torch.cumsum(torch.softmax(torch.flip(sorted, [1]), -1), -1), [1])
    cut = torch.logical_and(torch.le(tail, torch.rsub(top_p, 1.)), torch.lt(top_p, 1.))
    cut = torch.cat([torch.zeros_like(torch.slice(cut, 1, 0, 1, 1)), torch.slice(cut, 1, 1, V, 1)], 1)
    scores = torch.masked_fill(scores, torch.scatter(cut, 1, order, cut), lowest)
    likely = torch.softmax(scores, -1)
    return torch.masked_fill(scores, torch.lt(likely, torch.amax(likely, [-1], True) * min_p), lowest)

  # A greedy row isn't divided.
  def divisor(self: __torch__.Decoder, temperature: Tensor) -> Tensor:
    return torch.where(torch.eq(temperature, 0), torch.ones_like(temperature), temperature)

  # The probabilities that a draw has: [B, V]
  def distribution(self: __torch__.Decoder, logits: Tensor, shape: Tensor, penalised: Tensor) -> Tensor:
    return torch.softmax(self.reshape_scores(logits, shape, penalised), -1)

  # For each row the first place where the running sum of shares [B, V] exceeds point [B, 1]: [B, 1] int64. In two
  # levels, blocks and places in a block, since a running sum over a whole vocabulary is slow.
  def locate(self: __torch__.Decoder, shares: Tensor, uniform: Tensor) -> Tensor:
    B = torch.size(shares, 0)
    V = torch.size(shares, 1)
    size = 64
    blocks = (V + size - 1) // size
    shares = torch.view(torch.constant_pad_nd(shares, [0, blocks * size - V], 0), [B, blocks, size])
    ends = torch.cumsum(torch.sum(shares, [-1]), -1)                            # [B, blocks]
    point = uniform * torch.slice(ends, 1, blocks - 1, blocks, 1)               # [B, 1]
    block = torch.clamp(torch.searchsorted(ends, point, right=True), None, blocks - 1)
    inside = torch.squeeze(torch.gather(shares, 1, torch.expand(torch.unsqueeze(block, 2), [B, 1, size])), 1)
    within = torch.cumsum(inside, -1)                                           # [B, size]
    before = torch.gather(ends, 1, block) - torch.slice(within, 1, size - 1, size, 1)
    place = torch.searchsorted(within, point - before, right=True)
    # Rounding may put the point at a block's very end, after its last token that has a share.
    most = torch.argmax(torch.gt(inside, 0) * torch.arange(1, size + 1), -1, True)
    return block * size + torch.minimum(place, most)

  # [B, 3] float64: the token drawn, its log-probability at temperature 1, and at the row's temperature (both before
  # penalty and truncation). greedy: whether any row is; shaped: whether any row's settings differ from temperature 1
  # and greedy.
  def draw(self: __torch__.Decoder, logits: Tensor, shape: Tensor, greedy: bool, shaped: bool, penalised: Tensor) -> Tensor:
    temperature = torch.slice(shape, 1, 0, 1, 1)
    shares = torch.softmax(logits, -1)                                          # [B, V]
    scores = logits
    drawn_from = shares
    if shaped:
      scores = self.reshape_scores(logits, shape, penalised)
      drawn_from = torch.softmax(scores, -1)
    token = self.locate(drawn_from, torch.slice(shape, 1, 5, 6, 1))             # [B, 1]
    if greedy:
      token = torch.where(torch.eq(temperature, 0), torch.argmax(scores, -1, True), token)
    plain = self.log_share(logits, shares, token)
    tempered = plain
    if shaped:
      logits = torch.div(logits, self.divisor(temperature))
      tempered = self.log_share(logits, torch.softmax(logits, -1), token)
    return torch.cat([torch.to(token, 7), torch.to(plain, 7), torch.to(tempered, 7)], 1)

  # The logarithm of softmax's shares of scores [B, V] at one token a row [B, 1]; by way of the largest share, since the
  # token's own may be too small for a float.
  def log_share(self: __torch__.Decoder, scores: Tensor, shares: Tensor, token: Tensor) -> Tensor:
    below = torch.gather(scores, 1, token) - torch.amax(scores, [-1], True)
    return below + torch.log(torch.amax(shares, [-1], True))

  # The same from row rows[i] of the scores for each i.
  def draw_from(self: __torch__.Decoder, logits: Tensor, rows: Tensor, shape: Tensor, greedy: bool, shaped: bool, penalised: Tensor) -> Tensor:
    return self.draw(torch.index_select(logits, 0, rows), shape, greedy, shaped, penalised)

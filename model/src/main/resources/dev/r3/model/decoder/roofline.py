# What the machine can do: matrix products and copies, to hold a model's speed against. See Roofline.java.
class Roofline(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool

  # Casts a square matrix and multiplies it by itself so many times; the sum of a row keeps the work from being dropped.
  def multiply(self: __torch__.Roofline, matrix: Tensor, dtype: int, times: int) -> Tensor:
    a = torch.to(matrix, dtype)
    y = a
    for i in range(times):
      y = torch.matmul(a, a)
    return torch.to(torch.sum(torch.select(y, 0, 0)), 6)

  def copy(self: __torch__.Roofline, source: Tensor, target: Tensor, times: int) -> Tensor:
    for i in range(times):
      torch.copy_(target, source)
    return torch.select(target, 0, 0)
